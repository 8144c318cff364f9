package domovoy.controller.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.Slot;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.core.Unit;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/**
 * What a person wants of an actuator or a setpoint.
 *
 * @param value what it shall be
 * @param unit the value's; the point's unless told otherwise
 * @param duration how long the claim holds, from a second to 31 days; two hours unless told
 *     otherwise
 * @param reason why, for the record
 */
record CommandInput(
    Value value,
    Optional<Unit> unit,
    @JsonProperty("for") Optional<Duration> duration,
    Optional<String> reason) {
  static final String USUAL_REASON = "set by hand";
  static final Duration USUAL = Duration.ofHours(2);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(31);
  private static final int LONGEST_REASON = 300;

  CommandInput {
    var faults = new ArrayList<InvalidInputException.Fault>();
    if (value == null) {
      faults.add(new InvalidInputException.Fault("value", "a number, true, false or text", ""));
    }
    duration
        .filter(it -> it.compareTo(SHORTEST) < 0 || it.compareTo(LONGEST) > 0)
        .ifPresent(
            it ->
                faults.add(
                    new InvalidInputException.Fault(
                        "for", "a duration from PT1S to P31D, such as PT2H", it.toString())));
    reason
        .filter(it -> it.length() > LONGEST_REASON)
        .ifPresent(
            it ->
                faults.add(
                    new InvalidInputException.Fault(
                        "reason", "at most %d characters".formatted(LONGEST_REASON), it)));
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
  }

  /**
   * The claim that it makes.
   *
   * @throws InvalidInputException naming {@code value} or {@code unit} when the point does not
   *     accept it
   */
  Slot claim(Point point, Source who, Instant now, TraceId trace) {
    var accepted = point.accepts().accept(LiveReadings.inUnitOf(point.unit(), value, unit));
    return new Slot(
        accepted,
        who,
        reason.orElse(USUAL_REASON),
        now,
        Optional.of(now.plus(duration.orElse(USUAL))),
        trace);
  }
}
