package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * One claim on an actuator.
 *
 * @param value what it shall be
 * @param source who claims it
 * @param reason why, in a sentence
 * @param since when the claim was made
 * @param until when it ends by itself; empty: when it is relinquished
 * @param trace the thread back to what caused it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Slot(
    Value value,
    Source source,
    String reason,
    Instant since,
    Optional<Instant> until,
    TraceId trace) {

  public boolean hasExpired(Instant now) {
    return until.isPresent() && !now.isBefore(until.get());
  }
}
