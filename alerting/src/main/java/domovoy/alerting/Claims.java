package domovoy.alerting;

import domovoy.core.PointId;
import domovoy.core.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of all rules. A priority array has one slot a level, but several rules may hold a
 * point at one level: the one that began last stands, of two that began together the one whose name
 * sorts first. When it ends, the next one's claim stands again.
 */
final class Claims {
  private static final Comparator<Effect.Claim> ORDER =
      Comparator.<Effect.Claim, java.time.Instant>comparing(it -> it.slot().since())
          .reversed()
          .thenComparing(it -> it.slot().source().toString());

  private record Level(PointId point, Priority priority) {}

  private final Map<Level, List<Effect.Claim>> held = new HashMap<>();

  /**
   * Makes a claim, or renews it, and tells the priority array if what stands has changed. An array
   * does not let a later claim go for an earlier one, so where the clock was set back the later one
   * is released first.
   */
  void claim(Effect.Claim claim, List<Effect> effects) {
    var claims =
        held.computeIfAbsent(new Level(claim.point(), claim.priority()), _ -> new ArrayList<>(1));
    var before = claims.isEmpty() ? Optional.<Effect.Claim>empty() : Optional.of(claims.getFirst());
    claims.removeIf(it -> it.slot().source().equals(claim.slot().source()));
    claims.add(claim);
    claims.sort(ORDER);
    var stands = claims.getFirst();
    if (before.isPresent() && before.get() == stands) {
      return;
    }
    before
        .filter(it -> it.slot().since().isAfter(stands.slot().since()))
        .ifPresent(
            it ->
                effects.add(
                    new Effect.Release(
                        it.point(), it.priority(), it.slot().source(), stands.explanation())));
    effects.add(stands);
  }

  /** Gives a claim up; the one beneath it, if any, stands again. */
  void release(Effect.Release release, List<Effect> effects) {
    var level = new Level(release.point(), release.priority());
    var claims = held.getOrDefault(level, List.of());
    if (claims.isEmpty()) {
      return;
    }
    var stood = claims.getFirst().slot().source().equals(release.source());
    claims.removeIf(it -> it.slot().source().equals(release.source()));
    if (claims.isEmpty()) {
      held.remove(level);
    }
    if (stood) {
      effects.add(release);
      if (!claims.isEmpty()) {
        effects.add(claims.getFirst());
      }
    }
  }

  /** Takes note of a claim that was made before a restart. */
  void recall(Effect.Claim claim) {
    claim(claim, new ArrayList<>());
  }
}
