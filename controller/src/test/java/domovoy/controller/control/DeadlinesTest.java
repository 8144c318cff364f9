package domovoy.controller.control;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.PointId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final PointId FAN = new PointId("bathroom.fan");
  private static final PointId LAMP = new PointId("kitchen.lamp");

  private final Deadlines deadlines = new Deadlines();

  @Test
  void theEarliestIsKnownAndWhatIsDueComesInOrder() {
    deadlines.set(LAMP, Optional.of(NOON.plusSeconds(2)));
    deadlines.set(FAN, Optional.of(NOON.plusSeconds(1)));

    assertThat(deadlines.earliest()).contains(NOON.plusSeconds(1));
    assertThat(deadlines.due(NOON)).isEmpty();
    assertThat(deadlines.due(NOON.plusSeconds(1))).containsExactly(FAN);
    assertThat(deadlines.due(NOON.plusSeconds(2))).containsExactly(FAN, LAMP);
  }

  @Test
  void aLaterWordOnAPointTakesThePlaceOfTheEarlier() {
    deadlines.set(FAN, Optional.of(NOON));
    deadlines.set(FAN, Optional.of(NOON.plusSeconds(5)));

    assertThat(deadlines.due(NOON.plusSeconds(4))).isEmpty();
    assertThat(deadlines.due(NOON.plusSeconds(5))).containsExactly(FAN);

    deadlines.set(FAN, Optional.empty());

    assertThat(deadlines.earliest()).isEmpty();
  }

  @Test
  void twoPointsMayBeDueAtOneTimeAndARemovedOneNoMore() {
    deadlines.set(FAN, Optional.of(NOON));
    deadlines.set(LAMP, Optional.of(NOON));
    assertThat(deadlines.due(NOON)).containsExactly(FAN, LAMP);

    deadlines.remove(FAN);

    assertThat(deadlines.due(NOON)).containsExactly(LAMP);
    assertThat(deadlines.earliest()).contains(NOON);
  }
}
