package domovoy.controller.control;

import domovoy.core.PointId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When time alone will change which actuator. In order, so that asking for the earliest costs the
 * same with one actuator and with thousands. Belongs to the loop's thread.
 */
final class Deadlines {
  private record Due(Instant time, PointId point) {}

  private final Map<PointId, Due> byPoint = new HashMap<>();
  private final TreeSet<Due> inOrder =
      new TreeSet<>(Comparator.comparing(Due::time).thenComparing(it -> it.point().name()));

  /** Takes the place of what was known of the point. */
  void set(PointId point, Optional<Instant> time) {
    remove(point);
    time.map(it -> new Due(it, point))
        .ifPresent(
            it -> {
              byPoint.put(point, it);
              inOrder.add(it);
            });
  }

  void remove(PointId point) {
    Optional.ofNullable(byPoint.remove(point)).ifPresent(inOrder::remove);
  }

  Optional<Instant> earliest() {
    return inOrder.isEmpty() ? Optional.empty() : Optional.of(inOrder.first().time());
  }

  /** The points whose time has come, the earliest first. */
  List<PointId> due(Instant now) {
    return inOrder.stream().takeWhile(it -> !now.isBefore(it.time())).map(Due::point).toList();
  }
}
