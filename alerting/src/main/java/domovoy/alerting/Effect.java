package domovoy.alerting;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Slot;
import domovoy.core.Source;
import domovoy.core.Title;
import java.time.Instant;

/** Something that shall follow from an event. The engine only says so; its caller does it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Effect.Claim.class, name = "claim"),
  @JsonSubTypes.Type(value = Effect.Release.class, name = "release"),
  @JsonSubTypes.Type(value = Effect.OpenIncident.class, name = "open-incident"),
  @JsonSubTypes.Type(value = Effect.ResolveIncident.class, name = "resolve-incident"),
  @JsonSubTypes.Type(value = Effect.Notify.class, name = "notify"),
  @JsonSubTypes.Type(value = Effect.RunScene.class, name = "run-scene"),
  @JsonSubTypes.Type(value = Effect.RuleFailed.class, name = "rule-failed"),
  @JsonSubTypes.Type(value = Effect.Shadowed.class, name = "shadowed")
})
public sealed interface Effect {

  /**
   * Write the slot into the point's priority array. Sent again with a later {@code until} while the
   * rule holds and its claim would expire.
   */
  record Claim(PointId point, Priority priority, Slot slot, Explanation explanation)
      implements Effect {}

  /** Give up the slot at that level, if the source still holds it. */
  record Release(PointId point, Priority priority, Source source, Explanation explanation)
      implements Effect {}

  /**
   * Open the incident, unless one with that key is open.
   *
   * @param key the same for the same trouble: safe to send twice
   */
  record OpenIncident(String key, Severity severity, Title title, Explanation explanation)
      implements Effect {}

  /** The trouble is over: resolve the incident with that key, if one is open. */
  record ResolveIncident(String key, Explanation explanation) implements Effect {}

  /**
   * Tell people.
   *
   * @param to a person, a role or {@code household}
   */
  record Notify(String to, Severity severity, Title text, Explanation explanation)
      implements Effect {}

  /** Run a scene at the rule's priority. */
  record RunScene(String scene, Priority priority, Explanation explanation) implements Effect {}

  /**
   * The rule is cut off: it did more than its budget allows, or failed. The others go on.
   *
   * @param message what happened and what to do
   * @param until when it is tried again
   */
  record RuleFailed(String rule, String message, Instant until) implements Effect {}

  /** What a rule in shadow would have done. It is recorded and not done. */
  record Shadowed(Effect would) implements Effect {}
}
