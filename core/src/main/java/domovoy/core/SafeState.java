package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
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
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record SafeState(
    Value value,
    Optional<Duration> lease,
    Optional<Duration> minimumOn,
    Optional<Duration> minimumOff,
    Optional<Duration> maximumOn) {

  public SafeState {
    requirePositive("lease", lease);
    requirePositive("minimum-on", minimumOn);
    requirePositive("minimum-off", minimumOff);
    requirePositive("maximum-on", maximumOn);
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
