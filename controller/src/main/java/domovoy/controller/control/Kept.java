package domovoy.controller.control;

import domovoy.alerting.EngineSnapshot;
import domovoy.core.PointId;
import domovoy.core.Source;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was kept when the house was last run.
 *
 * @param claims the claims on each actuator
 * @param incidents those that were not over, and the latest of those that were
 * @param memory what the rules knew
 * @param shadows what rules in shadow would have done
 * @param notices what rules have told people
 */
public record Kept(
    Map<PointId, Claims> claims,
    Collection<Incident> incidents,
    Optional<EngineSnapshot> memory,
    Collection<ShadowRecord> shadows,
    Collection<Notice> notices) {
  /** Of a house that was never run. */
  public static final Kept NOTHING =
      new Kept(Map.of(), List.of(), Optional.empty(), List.of(), List.of());

  private record Held(PointId point, Source rule) {}

  /** Without the claims of rules that do not know of them, and so would never give them up. */
  Map<PointId, Claims> upheldClaims() {
    var held = held();
    var upheld = new TreeMap<PointId, Claims>();
    claims.forEach((point, all) -> upheld.put(point, upheld(point, all, held)));
    return upheld;
  }

  private static Claims upheld(PointId point, Claims all, Set<Held> held) {
    var left = all;
    for (var level : all.array().slots().keySet()) {
      left =
          left.without(
              level,
              slot ->
                  slot.source().kind() == Source.Kind.RULE
                      && !held.contains(new Held(point, slot.source())));
    }
    return left;
  }

  private Set<Held> held() {
    var held = new HashSet<Held>();
    memory.ifPresent(
        it ->
            it.rules()
                .forEach(
                    rule ->
                        rule.claims()
                            .forEach(
                                claim ->
                                    held.add(
                                        new Held(
                                            claim.action().point(), Source.rule(rule.id()))))));
    return held;
  }
}
