package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the node that owns an actuator keeps true of it against any command of any priority.
 *
 * @param value what the actuator is set to when its commander falls silent
 * @param lease how long a command holds unless its commander renews it; empty: for ever, as suits a
 *     light or a valve that must stay as it is
 * @param minimumOn shortest time on, once switched on
 * @param minimumOff shortest time off, once switched off
 * @param maximumOn longest time on; then the safe value
 * @param rate how often it may be changed to something other than the safe value
 * @param interlocks what must hold of other points for it to be away from the safe value
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SafeState(
    Value value,
    Optional<Duration> lease,
    Optional<Duration> minimumOn,
    Optional<Duration> minimumOff,
    Optional<Duration> maximumOn,
    Optional<RateLimit> rate,
    List<Interlock> interlocks) {

  public SafeState {
    requirePositive("lease", lease);
    requirePositive("minimum-on", minimumOn);
    requirePositive("minimum-off", minimumOff);
    requirePositive("maximum-on", maximumOn);
    interlocks = interlocks == null ? List.of() : List.copyOf(interlocks);
  }

  /** Without a limit on changes and without interlocks. */
  public SafeState(
      Value value,
      Optional<Duration> lease,
      Optional<Duration> minimumOn,
      Optional<Duration> minimumOff,
      Optional<Duration> maximumOn) {
    this(value, lease, minimumOn, minimumOff, maximumOn, Optional.empty(), List.of());
  }

  public SafeState limited(RateLimit limit) {
    return new SafeState(
        value, lease, minimumOn, minimumOff, maximumOn, Optional.of(limit), interlocks);
  }

  public SafeState interlocked(Interlock... others) {
    return new SafeState(value, lease, minimumOn, minimumOff, maximumOn, rate, List.of(others));
  }

  private static void requirePositive(String field, Optional<Duration> duration) {
    duration.ifPresent(
        it -> {
          if (!it.isPositive()) {
            throw new InvalidInputException(field, "a duration above zero, such as PT10M", "" + it);
          }
        });
  }
}
