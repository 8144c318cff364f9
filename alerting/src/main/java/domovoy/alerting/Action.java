package domovoy.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import domovoy.core.PointId;
import domovoy.core.Title;
import domovoy.core.Value;
import java.time.Duration;
import java.util.Optional;

/** A step of what a rule does. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Action.SetPoint.class, name = "set"),
  @JsonSubTypes.Type(value = Action.Incident.class, name = "incident"),
  @JsonSubTypes.Type(value = Action.Tell.class, name = "notify"),
  @JsonSubTypes.Type(value = Action.Scene.class, name = "scene"),
  @JsonSubTypes.Type(value = Action.Pause.class, name = "wait")
})
public sealed interface Action {

  /**
   * Claim a point while the rule holds.
   *
   * @param expires how long the claim stands unless renewed; it is renewed while the rule holds
   */
  record SetPoint(PointId point, Value value, Optional<Duration> expires) implements Action {}

  /** Open an incident; it is resolved when the rule no longer holds. */
  record Incident(Severity severity, Title title) implements Action {}

  /** Tell people. */
  record Tell(String to, Severity severity, Title text) implements Action {}

  /** Run a scene. */
  record Scene(String scene) implements Action {}

  /** Wait, and go on only if the rule still holds. */
  record Pause(Duration duration) implements Action {}
}
