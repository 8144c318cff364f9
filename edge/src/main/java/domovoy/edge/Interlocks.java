package domovoy.edge;

import domovoy.core.House;
import domovoy.core.Interlock;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.SafeState;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the points of a node have against each other, by their latest readings. */
final class Interlocks {
  private record Seen(Reading reading, Instant at) {}

  /**
   * Who is concerned by whom: looked up for every command and tick, and the house seldom changes.
   */
  private record Concerned(
      House house, Map<PointId, List<PointId>> rivals, Map<PointId, List<PointId>> needing) {}

  private final Supplier<House> house;
  private final Map<PointId, Seen> seen = new ConcurrentHashMap<>();
  private final ReentrantLock oneOfThem = new ReentrantLock();
  private volatile Optional<Concerned> concerned = Optional.empty();

  Interlocks(Supplier<House> house) {
    this.house = house;
  }

  /**
   * A point is so.
   *
   * @param now the time on the steady clock, which ages are measured on
   */
  void saw(Reading reading, Instant now) {
    seen.put(reading.point(), new Seen(reading, now));
  }

  /** Does it while no actuator that must not be on with this one is moved. */
  <T> T alone(PointId point, Supplier<T> deed) {
    if (rivals(point).isEmpty()) {
      return deed.get();
    }
    oneOfThem.lock();
    try {
      return deed.get();
    } finally {
      oneOfThem.unlock();
    }
  }

  /** What is in the way of the actuator's being away from its safe value; empty: nothing. */
  Optional<String> inTheWay(PointId actuator, Instant now) {
    var rival = rivals(actuator).stream().filter(this::isOn).findFirst();
    if (rival.isPresent()) {
      return Optional.of(rival.get() + " is on, and the two are never on together");
    }
    return needs(actuator).flatMap(it -> fault(it, now).stream()).findFirst();
  }

  /** The actuators that need this point. */
  List<PointId> thatNeed(PointId sensor) {
    return concerned().needing().getOrDefault(sensor, List.of());
  }

  private Stream<Interlock> needs(PointId actuator) {
    return interlocks(actuator).filter(it -> it.needs().isPresent());
  }

  private Stream<Interlock> interlocks(PointId actuator) {
    return house.get().point(actuator).flatMap(Point::safe).map(SafeState::interlocks).stream()
        .flatMap(List::stream);
  }

  private List<PointId> rivals(PointId actuator) {
    return concerned().rivals().getOrDefault(actuator, List.of());
  }

  private Concerned concerned() {
    var now = house.get();
    var known = concerned;
    if (known.isPresent() && known.get().house() == now) {
      return known.get();
    }
    var rivals = new HashMap<PointId, Set<PointId>>();
    var needing = new HashMap<PointId, Set<PointId>>();
    for (var actuator : now.points().keySet()) {
      interlocks(actuator)
          .forEach(
              lock -> {
                // it is enough that one of the two names the other
                lock.neverWith().ifPresent(it -> add(rivals, actuator, it));
                lock.neverWith().ifPresent(it -> add(rivals, it, actuator));
                lock.needs().ifPresent(it -> add(needing, it, actuator));
              });
    }
    var found = new Concerned(now, lists(rivals), lists(needing));
    concerned = Optional.of(found);
    return found;
  }

  private static void add(Map<PointId, Set<PointId>> of, PointId key, PointId one) {
    of.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(one);
  }

  private static Map<PointId, List<PointId>> lists(Map<PointId, Set<PointId>> sets) {
    return sets.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> List.copyOf(it.getValue())));
  }

  /** A lost device may still be on: what it was last counts. */
  private boolean isOn(PointId actuator) {
    var point = house.get().point(actuator);
    var value = Optional.ofNullable(seen.get(actuator)).map(it -> it.reading().value());
    return point.isPresent()
        && value.isPresent()
        && !(value.get() instanceof Value.Text)
        && point.get().accepts().toNumber(value.get()) != 0;
  }

  private Optional<String> fault(Interlock lock, Instant now) {
    var id = lock.needs().orElseThrow();
    var last = Optional.ofNullable(seen.get(id)).filter(_ -> house.get().point(id).isPresent());
    if (last.isEmpty()) {
      return Optional.of(id + " is not known, and it is needed");
    }
    var reading = last.get().reading();
    if (!reading.quality().isGood()) {
      return Optional.of("%s is %s, and it is needed".formatted(id, reading.quality()));
    }
    var age = Duration.between(last.get().at(), now);
    if (lock.fresh().filter(it -> age.compareTo(it) > 0).isPresent()) {
      return Optional.of(
          "%s was last heard %d s ago; at most %d s are allowed"
              .formatted(id, age.toSeconds(), lock.fresh().get().toSeconds()));
    }
    if (lock.is().filter(it -> !isSame(id, it, reading.value())).isPresent()) {
      return Optional.of("%s is %s; it must be %s".formatted(id, reading.value(), lock.is().get()));
    }
    return lock.atMost()
        .filter(it -> !(reading.value() instanceof Value.Number(var number)) || number > it)
        .map(it -> "%s is %s; it may be at most %s".formatted(id, reading.value(), it));
  }

  /** Configuration does not tell a choice from a text. */
  private boolean isSame(PointId id, Value wanted, Value got) {
    return house.get().requirePoint(id).accepts().accept(wanted).equals(got);
  }
}
