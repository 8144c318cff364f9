package domovoy.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.Reading;
import domovoy.core.Title;
import domovoy.core.TraceId;
import java.time.Instant;
import java.util.List;

/**
 * Why a rule did what it did.
 *
 * @param rule the rule's id
 * @param version which text of the rule it was: a hash of it
 * @param condition the condition that decided, as the owner wrote it
 * @param readings the readings it rests on, as they were then
 * @param since since when the condition has held without a break
 * @param trace the trace of the reading that began it
 * @param sentence all of it in one plain sentence
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Explanation(
    String rule,
    String version,
    String condition,
    List<Reading> readings,
    Instant since,
    TraceId trace,
    Title sentence) {
  public Explanation {
    readings = List.copyOf(readings);
  }

  Explanation with(List<Reading> others) {
    return new Explanation(rule, version, condition, others, since, trace, sentence);
  }
}
