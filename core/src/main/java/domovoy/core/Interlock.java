package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/**
 * What must hold of another point of the same node for an actuator to be away from its safe value.
 * Either {@code neverWith} or {@code needs} is given.
 *
 * @param neverWith an actuator that is never on together with this one: heating and cooling
 * @param needs a point that must be known and good: a light barrier, a heater's thermometer
 * @param is what it must be; empty: anything
 * @param atMost the most it may be, in its unit; empty: anything
 * @param fresh the oldest that its latest reading may be; empty: any age, as suits a contact that
 *     speaks only when it changes
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Interlock(
    Optional<PointId> neverWith,
    Optional<PointId> needs,
    Optional<Value> is,
    Optional<Double> atMost,
    Optional<Duration> fresh) {

  /**
   * @throws InvalidInputException naming the key that is missing or does not fit
   */
  public Interlock {
    var faults = new ArrayList<InvalidInputException.Fault>();
    if (neverWith.isPresent() == needs.isPresent()) {
      faults.add(
          new InvalidInputException.Fault(
              "needs", "either needs or never-with, a point of this node", needs + ""));
    }
    if (neverWith.isPresent() && (is.isPresent() || atMost.isPresent() || fresh.isPresent())) {
      faults.add(
          new InvalidInputException.Fault(
              "never-with", "no is, at-most or fresh beside it", neverWith.get().name()));
    }
    fresh
        .filter(it -> !it.isPositive())
        .ifPresent(
            it ->
                faults.add(
                    new InvalidInputException.Fault(
                        "fresh", "a duration above zero, such as PT1M", it.toString())));
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
  }

  public static Interlock neverWith(PointId other) {
    return new Interlock(
        Optional.of(other), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Interlock needs(PointId other, Value value) {
    return new Interlock(
        Optional.empty(),
        Optional.of(other),
        Optional.of(value),
        Optional.empty(),
        Optional.empty());
  }

  public static Interlock needsFresh(PointId other, Duration age) {
    return new Interlock(
        Optional.empty(), Optional.of(other), Optional.empty(), Optional.empty(), Optional.of(age));
  }
}
