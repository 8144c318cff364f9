package domovoy.controller.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.alerting.Explanation;
import domovoy.core.PointId;
import domovoy.core.Title;
import domovoy.core.Value;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a rule in shadow would have done, beside what was so at that moment.
 *
 * @param number 0 for the first of its rule, one more with each
 * @param rule the rule
 * @param time when it would have done it
 * @param would what it would have done
 * @param point the actuator that it would have moved
 * @param value to what
 * @param was what the actuator was then, as its node told
 * @param decided who decided over it then
 * @param text what it would have told people, or the scene that it would have run
 * @param explanation why
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ShadowRecord(
    long number,
    String rule,
    Instant time,
    Deed would,
    Optional<PointId> point,
    Optional<Value> value,
    Optional<Value> was,
    Optional<ControlView> decided,
    Optional<Title> text,
    Explanation explanation) {

  /** What a rule can do. */
  public enum Deed {
    CLAIM,
    RELEASE,
    OPEN_INCIDENT,
    RESOLVE_INCIDENT,
    NOTIFY,
    RUN_SCENE;

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
