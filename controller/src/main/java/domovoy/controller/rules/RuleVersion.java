package domovoy.controller.rules;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.alerting.Rule;
import domovoy.core.Source;
import java.time.Instant;
import java.util.Optional;

/**
 * A rule as someone has left it.
 *
 * @param rule its id
 * @param number 1 for the first change, one more with each
 * @param text what it says; empty: what its file says
 * @param state whether it acts; empty: what its text says
 * @param removed that it is no longer there
 * @param author who has changed it
 * @param time when
 * @param note why, in the author's words
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record RuleVersion(
    String rule,
    int number,
    Optional<String> text,
    Optional<Rule.State> state,
    boolean removed,
    Source author,
    Instant time,
    String note) {

  /** What has been changed; a number is given when it is kept. */
  RuleVersion numbered(int next) {
    return new RuleVersion(rule, next, text, state, removed, author, time, note);
  }
}
