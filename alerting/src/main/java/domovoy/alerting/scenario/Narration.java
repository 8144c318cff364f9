package domovoy.alerting.scenario;

import domovoy.alerting.Effect;
import domovoy.core.PointId;
import java.time.Instant;

/** Effects in a few words, for people who read a test's log. */
public final class Narration {
  private Narration() {}

  public static String of(Effect effect) {
    return switch (effect) {
      case Effect.Claim(var point, var priority, var slot, _) ->
          "%s claims %s = %s at level %s%s"
              .formatted(
                  slot.source(),
                  point,
                  slot.value(),
                  priority,
                  slot.until().map(it -> " until " + time(it)).orElse(""));
      case Effect.Release(PointId point, var priority, var source, _) ->
          "%s releases %s at level %s".formatted(source, point, priority);
      case Effect.OpenIncident(var key, var severity, var title, _) ->
          "incident %s opens (%s): %s".formatted(key, severity, title.in("en", ""));
      case Effect.ResolveIncident(var key, _) -> "incident %s is resolved".formatted(key);
      case Effect.Notify(var to, _, var text, _) ->
          "%s is told: %s".formatted(to, text.in("en", ""));
      case Effect.RunScene(var scene, _, _) -> "scene %s runs".formatted(scene);
      case Effect.RuleFailed(var rule, var message, _) ->
          "rule %s is cut off: %s".formatted(rule, message);
      case Effect.Shadowed(var would) -> "in shadow: " + of(would);
    };
  }

  /** The time of day in UTC. */
  static String time(Instant instant) {
    return instant.toString().substring(11).replace("Z", "");
  }
}
