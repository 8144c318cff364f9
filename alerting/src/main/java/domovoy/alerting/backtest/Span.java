package domovoy.alerting.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stretch of time in which a point was claimed to be one value.
 *
 * @param from its start
 * @param until its end, left out
 * @param value what was claimed
 * @param rule who claimed it
 * @param recorded what the point really was at the start, where history has it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Span(
    Instant from, Instant until, Value value, String rule, Optional<Value> recorded) {

  public Duration length() {
    return Duration.between(from, until);
  }
}
