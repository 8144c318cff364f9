package domovoy.bench;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.alerting.Effect;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class EngineLoadTest {
  @Test
  void rulesBeginAndEndAndNoneIsCutOff() {
    var load = new EngineLoad(40, 10);
    var claimed = new HashSet<String>();
    var released = new HashSet<String>();

    for (var read = 0; read < 4 * 400; read++) {
      for (var effect : load.next()) {
        switch (effect) {
          case Effect.Claim(var point, _, _, _) -> claimed.add(point.name());
          case Effect.Release(var point, _, _, _) -> released.add(point.name());
          case Effect.RuleFailed failed -> throw new AssertionError(failed);
          case Effect.OpenIncident _,
              Effect.ResolveIncident _,
              Effect.Notify _,
              Effect.RunScene _,
              Effect.Shadowed _ ->
              throw new AssertionError(effect);
        }
      }
    }

    // those that wait three seconds never begin: the next reading is low again
    assertThat(claimed).hasSizeBetween(20, 40);
    assertThat(released).hasSizeGreaterThanOrEqualTo(20);
  }
}
