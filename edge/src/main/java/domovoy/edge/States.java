package domovoy.edge;

import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.PointState;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The latest reading of every point. */
final class States {
  private final Map<PointId, Reading> latest = new ConcurrentHashMap<>();

  /** Keeps the reading unless a later one is known. */
  void put(Reading reading) {
    latest.merge(
        reading.point(), reading, (known, it) -> it.time().isBefore(known.time()) ? known : it);
  }

  Optional<Reading> latest(PointId point) {
    return Optional.ofNullable(latest.get(point));
  }

  /** Whether the point is known to be so. */
  boolean isGood(PointId point, Value value) {
    return latest(point)
        .filter(it -> it.quality().isGood() && it.value().equals(value))
        .isPresent();
  }

  /** The last value with quality missing, because its device is lost; empty if there is none. */
  Optional<Reading> lost(PointId point, Instant now) {
    return latest(point)
        .filter(it -> it.quality() != Quality.MISSING)
        .map(it -> new Reading(point, it.value(), now, Quality.MISSING));
  }

  List<PointState> all(House house) {
    return house.points().values().stream()
        .map(it -> new PointState(house.deviceOf(it.id()).id(), it, latest(it.id())))
        .toList();
  }
}
