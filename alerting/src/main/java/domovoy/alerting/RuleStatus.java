package domovoy.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.alerting.language.Truth;
import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a rule stands at a moment.
 *
 * @param rule its id
 * @param version its text's hash
 * @param state enabled, shadow or disabled
 * @param phase where it is
 * @param since since when the condition has held; empty while idle
 * @param condition what {@code when} is now
 * @param unknown points that it looks at and that cannot be trusted now
 * @param next when time alone may next change something
 * @param bytes what its windows take; windows shared between rules count in each
 * @param failure why it is cut off
 * @param failedUntil until when
 * @param activations how often it has begun since the engine started
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RuleStatus(
    String rule,
    String version,
    Rule.State state,
    Phase phase,
    Optional<Instant> since,
    Truth condition,
    List<PointId> unknown,
    Optional<Instant> next,
    long bytes,
    Optional<String> failure,
    Optional<Instant> failedUntil,
    long activations) {

  /** That a rule has begun (is active now) or ended (is idle now). */
  public record Turn(String rule, Phase phase, Instant time) {}

  /** Where a rule is. */
  public enum Phase {
    IDLE,
    /** The condition holds, not yet for long enough. */
    WAITING,
    ACTIVE;

    @JsonCreator
    static Phase of(String name) {
      return Arrays.stream(values())
          .filter(it -> it.toString().equals(name))
          .findFirst()
          .orElseThrow(() -> new InvalidInputException("phase", Arrays.toString(values()), name));
    }

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
