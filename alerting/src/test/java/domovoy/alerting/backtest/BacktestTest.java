package domovoy.alerting.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.alerting.RuleSet;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Site;
import domovoy.core.Title;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final PointId TEMPERATURE = new PointId("room.temperature");
  private static final PointId HEATER = new PointId("room.heater");
  private static final House HOUSE =
      new House(
          Site.of("home", ZoneId.of("UTC")),
          List.of(new Area("room", Title.NONE)),
          List.of(
              new Device(
                  "one",
                  "room",
                  Title.NONE,
                  Optional.empty(),
                  List.of(
                      Point.sensor("room.temperature", "temperature", "Cel", -40, 85),
                      Point.onOffActuator("room.heater", "heater")))));
  private static final RuleSet RULES =
      RuleSet.parse(
          """
          rules:
            - id: heat
              state: shadow
              when: room.temperature < 19
              until: room.temperature > 21
              for: 10m
              stale-after: 2h
              then:
                - set: {point: room.heater, value: on, expires: 1h}
                - notify: {text: heating}
          """,
          HOUSE);

  private final List<Reading> history = new ArrayList<>();

  private void reading(int minute, double temperature) {
    history.add(
        Reading.good(TEMPERATURE, Value.of(temperature), FROM.plus(Duration.ofMinutes(minute))));
  }

  private void heater(int minute, boolean on) {
    history.add(Reading.good(HEATER, Value.of(on), FROM.plus(Duration.ofMinutes(minute))));
  }

  private BacktestReport run(int fromMinute, int untilMinute) {
    return Backtest.run(
        RULES,
        HOUSE,
        history.iterator(),
        Optional.empty(),
        FROM.plus(Duration.ofMinutes(fromMinute)),
        FROM.plus(Duration.ofMinutes(untilMinute)));
  }

  @Test
  void itSaysWhenARuleWouldHaveBegunAndHowLongItsActuatorWouldHaveRun() {
    reading(0, 18);
    reading(60, 18.5);
    reading(100, 22);
    reading(200, 18);
    reading(205, 19.5);

    var report = run(0, 300);

    var rule = report.rules().getFirst();
    assertThat(rule.activations()).isEqualTo(1);
    assertThat(rule.active()).isEqualTo(Duration.ofMinutes(90));
    assertThat(rule.notifications()).isEqualTo(1);
    assertThat(rule.firings().getFirst().from()).isEqualTo(FROM.plus(Duration.ofMinutes(10)));
    assertThat(rule.firings().getFirst().until()).contains(FROM.plus(Duration.ofMinutes(100)));
    assertThat(rule.firings().getFirst().explanation().orElseThrow().readings()).hasSize(1);
    var heater = report.actuators().getFirst();
    assertThat(heater.on()).isEqualTo(Duration.ofMinutes(90));
    assertThat(heater.switches()).isEqualTo(2);
    assertThat(report.readings()).isEqualTo(5);
  }

  @Test
  void itSaysWhereItDiffersFromWhatHappened() {
    reading(0, 18);
    heater(0, true);
    reading(30, 18);
    heater(40, false);
    reading(70, 22);

    var heater = run(0, 120).actuators().getFirst();

    assertThat(heater.claimed()).isEqualTo(Duration.ofMinutes(60));
    assertThat(heater.compared()).isEqualTo(Duration.ofMinutes(60));
    assertThat(heater.differing()).isEqualTo(Duration.ofMinutes(30));
    assertThat(heater.spans())
        .containsExactly(
            new Span(
                FROM.plus(Duration.ofMinutes(10)),
                FROM.plus(Duration.ofMinutes(70)),
                Value.ON,
                "heat",
                Optional.of(Value.ON)));
  }

  @Test
  void whatLiesBeforeTheStartFillsTimersAndIsNotCounted() {
    reading(0, 18);
    reading(50, 18);
    reading(90, 18);
    reading(130, 18);

    var rule = run(60, 140).rules().getFirst();

    assertThat(rule.activations()).isZero();
    assertThat(rule.active()).isEqualTo(Duration.ofMinutes(80));
    assertThat(rule.firings().getFirst().from()).isEqualTo(FROM.plus(Duration.ofMinutes(60)));
    assertThat(rule.firings().getFirst().until()).isEmpty();
  }

  @Test
  void aGapInTheHistoryIsADeadSensorAndLetsGo() {
    reading(0, 18);

    assertThat(run(0, 600).rules().getFirst().active()).isEqualTo(Duration.ofMinutes(110));
  }

  @Test
  void anEmptyHistoryGivesAnEmptyReport() {
    var report = run(0, 60);

    assertThat(report.readings()).isZero();
    assertThat(report.rules().getFirst().activations()).isZero();
  }

  @Test
  void anEndBeforeTheStartIsRefused() {
    assertThatThrownBy(() -> run(60, 60)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theTextHasAStripOfWhenItHeld() {
    reading(0, 18);
    reading(60, 18.5);
    reading(100, 22);

    var text = BacktestText.of(run(0, 200), ZoneId.of("UTC"));

    assertThat(text)
        .contains("rule heat: would have begun 1 times, held 1 h 30 min in all, 1 notifications")
        .contains("2026-01-01 00:10  ")
        .contains("point room.heater: claimed 1 h 30 min, on 1 h 30 min, 2 switches");
    assertThat(text.lines().filter(it -> it.startsWith("  |")))
        .allMatch(it -> it.length() == 76 && it.charAt(20) == '█' && it.charAt(60) == ' ');
  }

  @Test
  void thePointsItNeedsAreTheWatchedAndTheCommanded() {
    assertThat(Backtest.points(RULES)).containsExactly(HEATER, TEMPERATURE);
  }
}
