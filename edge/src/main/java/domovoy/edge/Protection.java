package domovoy.edge;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.SafeState;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The safe-state contract of one actuator, kept by its node against any command of any priority.
 * Touches nothing and knows no clock: it is told what happened when, and answers what may or must
 * be done. Numbers other than zero and choices other than the first count as on. Not thread safe.
 */
final class Protection {

  /** What may or must be done. */
  sealed interface Decision {
    /**
     * Make the actuator so.
     *
     * @param why in words
     */
    record Set(Value value, String why) implements Decision {}

    /** Leave it as it is. */
    record Keep() implements Decision {}

    /**
     * Do not do what was asked.
     *
     * @param protection which protection refuses: {@code minimum-on}, {@code minimum-off}, {@code
     *     maximum-on}, {@code rate}, {@code interlock}
     * @param detail why, and when it will be possible
     */
    record Refused(String protection, String detail) implements Decision {}
  }

  private static final String MAXIMUM_ON = "maximum-on";
  private static final String INTERLOCK = "interlock";

  private final Point point;
  private final Optional<SafeState> safe;
  private Optional<Value> value;
  private Instant switched;
  private Instant heard;
  private boolean claimed;

  /** Whether the claim is one of the node's own, which needs no commander to uphold it. */
  private boolean own;

  private Optional<Instant> claimedUntil = Optional.empty();
  private Optional<Instant> tripped = Optional.empty();
  private String trippedBy = "";
  private String trippedWhy = "";

  /** When it was changed to other than the safe value, the latest last; no more than matter. */
  private final Deque<Instant> changes = new ArrayDeque<>();

  private final Hindrance hindrance;

  /** What other points have against the actuator being away from its safe value. */
  @FunctionalInterface
  interface Hindrance {
    Hindrance NONE = _ -> Optional.empty();

    /** What is in the way, in words; empty when nothing is. */
    Optional<String> at(Instant now);
  }

  /**
   * @param remembered what it was before the node restarted, if that is known
   * @param now the time, on the clock of all other times given to this object
   * @throws InvalidInputException when the contract contradicts itself
   */
  Protection(Point point, Optional<Value> remembered, Instant now) {
    this(point, remembered, Hindrance.NONE, now);
  }

  Protection(Point point, Optional<Value> remembered, Hindrance hindrance, Instant now) {
    this.point = point;
    this.hindrance = hindrance;
    this.safe = point.safe();
    this.switched = now;
    this.heard = now;
    safe.ifPresent(
        it -> {
          if (it.maximumOn().isPresent() && isOn(it.value())) {
            throw new InvalidInputException(
                "safe.maximum-on", "none where the safe value is on", it.maximumOn().get() + "");
          }
        });
    // after a restart nobody holds the lease; what needs none stays as it was
    var safeValue = safe.map(SafeState::value);
    this.value =
        safe.flatMap(SafeState::lease).isPresent() ? safeValue : remembered.or(() -> safeValue);
  }

  /** What it is, or shall be from the first moment; empty when nobody has ever said. */
  Optional<Value> value() {
    return value;
  }

  /**
   * A command has come.
   *
   * @param wanted what it shall be; empty: no one claims it
   * @param requested when the claim was made
   * @param until when it ends
   */
  Decision command(
      Optional<Value> wanted, Instant requested, Optional<Instant> until, Instant now) {
    heard = now;
    return claim(wanted, requested, until, false, now);
  }

  /** A rule of the node itself claims it: like a command, but no lease runs. */
  Decision reflex(Value wanted, Instant requested, Instant now) {
    return claim(Optional.of(wanted), requested, Optional.empty(), true, now);
  }

  /** The node's own claim is over, and its commander's, if it still stands, holds again. */
  Decision fallBack(
      Optional<Value> commanded, Instant requested, Optional<Instant> until, Instant now) {
    var stands =
        !isOver(heard, safe.flatMap(SafeState::lease), now)
            && until.filter(it -> !now.isBefore(it)).isEmpty();
    return claim(stands ? commanded : Optional.empty(), requested, until, false, now);
  }

  private Decision claim(
      Optional<Value> wanted,
      Instant requested,
      Optional<Instant> until,
      boolean reflex,
      Instant now) {
    var target = wanted.or(() -> safe.map(SafeState::value));
    if (target.isEmpty()) {
      return new Decision.Keep();
    }
    if (mayTrip(target.get()) && tripped.isPresent() && !requested.isAfter(tripped.get())) {
      return new Decision.Refused(
          trippedBy,
          (trippedBy.equals(MAXIMUM_ON)
                  ? "it was on for its longest time and was switched off"
                  : "it was switched off when " + trippedWhy)
              + "; a new claim can switch it on again");
    }
    var refused = isSafe(target.get()) ? Optional.<Decision>empty() : outside(target.get(), now);
    if (refused.isPresent()) {
      return refused.get();
    }
    var wait = minimumTime(target.get(), now);
    if (wait.isPresent()) {
      return wait.get();
    }
    claimed = wanted.isPresent();
    own = reflex;
    claimedUntil = wanted.isPresent() ? until : Optional.empty();
    return new Decision.Set(
        target.get(), wanted.isPresent() ? "commanded" : "no one claims it: safe value");
  }

  /** The commander has shown that it is there. */
  void heard(Instant now) {
    heard = now;
  }

  /** The actuator is now so, whoever did it. */
  void became(Value now, Instant time) {
    if (value.isEmpty() || isOn(value.get()) != isOn(now)) {
      switched = time;
    }
    var limit = safe.flatMap(SafeState::rate);
    if (limit.isPresent() && !isSafe(now) && !value.equals(Optional.of(now))) {
      changes.addLast(time);
      if (changes.size() > limit.get().most()) {
        changes.removeFirst();
      }
    }
    value = Optional.of(now);
  }

  /** What must be done at this time although no one asks. */
  Decision due(Instant now) {
    if (safe.isEmpty() || value.isEmpty()) {
      return new Decision.Keep();
    }
    var contract = safe.get();
    if (isOn(value.get()) && isOver(switched, contract.maximumOn(), now)) {
      trip(MAXIMUM_ON, "", now);
      return new Decision.Set(contract.value(), "maximum-on: on for its longest time");
    }
    if (!isSafe(value.get())) {
      var inTheWay = hindrance.at(now);
      if (inTheWay.isPresent()) {
        trip(INTERLOCK, inTheWay.get(), now);
        return new Decision.Set(contract.value(), "interlock: " + inTheWay.get());
      }
    }
    if (!claimed) {
      return new Decision.Keep();
    }
    var silent = !own && isOver(heard, contract.lease(), now);
    var ended = claimedUntil.filter(it -> !now.isBefore(it)).isPresent();
    if (!silent && !ended) {
      return new Decision.Keep();
    }
    if (minimumTime(contract.value(), now).isPresent()) {
      return new Decision.Keep(); // until that time is over
    }
    return new Decision.Set(
        contract.value(), silent ? "lease: its commander is silent" : "lease: the claim has ended");
  }

  private void trip(String by, String why, Instant now) {
    claimed = false;
    tripped = Optional.of(now);
    trippedBy = by;
    trippedWhy = why;
  }

  /** Whether a trip stands against the value. */
  private boolean mayTrip(Value target) {
    return trippedBy.equals(INTERLOCK) ? !isSafe(target) : isOn(target);
  }

  /** What stands against a value that is not the safe one. */
  private Optional<Decision> outside(Value target, Instant now) {
    var inTheWay = hindrance.at(now);
    if (inTheWay.isPresent()) {
      return Optional.of(new Decision.Refused(INTERLOCK, inTheWay.get()));
    }
    var limit = safe.flatMap(SafeState::rate);
    if (limit.isEmpty()
        || value.equals(Optional.of(target))
        || changes.size() < limit.get().most()) {
      return Optional.empty();
    }
    var wait = Duration.between(now, changes.getFirst().plus(limit.get().per()));
    return wait.isPositive()
        ? Optional.of(
            new Decision.Refused(
                "rate",
                "it was changed %d times within %s; possible again in %d s"
                    .formatted(limit.get().most(), limit.get().per(), seconds(wait))))
        : Optional.empty();
  }

  private boolean isSafe(Value it) {
    return safe.map(SafeState::value).filter(it::equals).isPresent();
  }

  private static long seconds(Duration wait) {
    return (wait.toMillis() + 999) / 1000;
  }

  /** The safe value has been taken because a claim ended: it is not to be taken again and again. */
  void released() {
    claimed = false;
    claimedUntil = Optional.empty();
  }

  /** What it is set to when the node stops: the safe value where a lease is needed. */
  Optional<Value> atStop() {
    return safe.filter(it -> it.lease().isPresent()).map(SafeState::value);
  }

  private Optional<Decision> minimumTime(Value target, Instant now) {
    if (value.isEmpty() || isOn(value.get()) == isOn(target)) {
      return Optional.empty();
    }
    var on = isOn(value.get());
    return safe.flatMap(it -> on ? it.minimumOn() : it.minimumOff())
        .map(it -> Duration.between(now, switched.plus(it)))
        .filter(Duration::isPositive)
        .map(
            it ->
                new Decision.Refused(
                    on ? "minimum-on" : "minimum-off",
                    "it was switched %s a short time ago; possible again in %d s"
                        .formatted(on ? "on" : "off", seconds(it))));
  }

  private static boolean isOver(Instant from, Optional<Duration> duration, Instant now) {
    return duration.filter(it -> !now.isBefore(from.plus(it))).isPresent();
  }

  private boolean isOn(Value it) {
    return !(it instanceof Value.Text) && point.accepts().toNumber(it) != 0;
  }
}
