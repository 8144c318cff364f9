package domovoy.collector.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTest {
  private static final Instant START = Instant.parse("2016-01-11T17:00:00Z");

  @Test
  void sixtyTimesFasterMakesAnHourAMinute() {
    assertThat(Speed.parse("60x").due(START, START.plusSeconds(3600)))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(Speed.parse("1x").due(START, START.plusSeconds(3600)))
        .isEqualTo(Duration.ofHours(1));
    assertThat(Speed.parse("0.5").due(START, START.plusSeconds(30)))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void maxWaitsForNothing() {
    assertThat(Speed.parse("max").due(START, START.plusSeconds(3600))).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "0x", "-1x", "NaN", "x"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Speed.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--speed");
  }

  @Test
  void progressTellsRowsRateAndTimeLeft() {
    assertThat(Progress.text(6500, 13_000, 1000))
        .isEqualTo(" 50 %  6,500 of 13,000 rows, 1,000 rows/s, 7 s left");
    assertThat(Progress.text(10, 100_000, 10)).endsWith("2 h 46 min left");
    assertThat(Progress.text(100, 100, 10)).doesNotContain("left");
    assertThat(Progress.bar(1, 3)).isEqualTo("[" + "█".repeat(10) + "░".repeat(20) + "]");
  }
}
