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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the points of a node have against each other, by their latest readings. */
final class Interlocks {
  private record Seen(Reading reading, Instant at) {}

  private final Supplier<House> house;
  private final Map<PointId, Seen> seen = new ConcurrentHashMap<>();
  private final ReentrantLock oneOfThem = new ReentrantLock();

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
    return house.get().points().keySet().stream()
        .filter(it -> needs(it).anyMatch(lock -> lock.needs().equals(Optional.of(sensor))))
        .toList();
  }

  private Stream<Interlock> needs(PointId actuator) {
    return interlocks(actuator).filter(it -> it.needs().isPresent());
  }

  private Stream<Interlock> interlocks(PointId actuator) {
    return house.get().point(actuator).flatMap(Point::safe).map(SafeState::interlocks).stream()
        .flatMap(List::stream);
  }

  /** It is enough that one of the two names the other. */
  private List<PointId> rivals(PointId actuator) {
    var named = interlocks(actuator).flatMap(it -> it.neverWith().stream());
    var naming =
        house.get().points().keySet().stream()
            .filter(
                it ->
                    interlocks(it)
                        .anyMatch(lock -> lock.neverWith().equals(Optional.of(actuator))));
    return Stream.concat(named, naming).distinct().toList();
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
