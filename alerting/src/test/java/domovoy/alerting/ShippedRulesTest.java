package domovoy.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.House;
import domovoy.core.Site;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ShippedRulesTest {
  private final Play play = Play.of(ShippedRules.in(Houses.small()));

  @Test
  void aLeakClosesTheMainValveAndOpensAnIncident() {
    play.reading("kitchen.leak", false).reading("kitchen.leak", true);

    assertThat(play.effects())
        .containsExactly(
            "water.main-valve=off @2 by leak-kitchen-water",
            "open critical leak-kitchen-water/2",
            "notify household: Water leak (kitchen): the water is being shut off.");
  }

  @Test
  void theValveOpensOnlyAfterTheSensorHasBeenDryForTenMinutes() {
    play.reading("kitchen.leak", true).pass("1M").reading("kitchen.leak", false).effects();

    assertThat(play.pass("9M59S").effects()).isEmpty();
    assertThat(play.pass("1S").effects())
        .containsExactly(
            "water.main-valve released @2 by leak-kitchen-water", "resolve leak-kitchen-water/2");
  }

  @Test
  void aSilentLeakSensorRaisesAnAlarmAndDoesNotOpenAClosedValve() {
    play.reading("kitchen.leak", true).effects();

    assertThat(play.pass("1H").effects())
        .containsExactly("open critical leak-kitchen-water/unknown");
  }

  @Test
  void theFanRunsFromAboveSixtyFiveUntilBelowFiftyFivePercent() {
    play.reading("bathroom.humidity", 66.0).pass("1M");
    assertThat(play.effects())
        .containsExactly("bathroom.fan=on @12 by humidity-bathroom until 12:31:00");

    play.reading("bathroom.humidity", 60.0).pass("1M");
    assertThat(play.effects()).isEmpty();

    play.reading("bathroom.humidity", 54.9);
    assertThat(play.effects()).containsExactly("bathroom.fan released @12 by humidity-bathroom");
  }

  @Test
  void aRulesOwnTextIsTheSameRule() {
    var odd =
        RuleSet.parse(
            """
            rules:
              - id: odd
                title: {en: "Quotes \\" and \\\\", ru: "Скобки [1, 2] {a: b} # нет"}
                when: kitchen.temperature in [1.0, 2.0] || mode != "away"
                until: >-
                  kitchen.temperature
                  > 25
                stale-after: {kitchen.temperature: never}
                then:
                  - set: {point: bathroom.fan, value: on, expires: 30m}
                  - wait: 5m
                  - notify: {to: household, severity: info, text: "yes"}
            """,
            Houses.small());

    for (var rule : ShippedRules.in(Houses.small()).and(odd).rules()) {
      var again = RuleSet.parse(rule.text(), Houses.small()).rules();
      assertThat(again).hasSize(1);
      assertThat(again.getFirst().id()).isEqualTo(rule.id());
      assertThat(again.getFirst().version()).isEqualTo(rule.version());
      assertThat(again.getFirst().title()).isEqualTo(rule.title());
      assertThat(again.getFirst().then()).isEqualTo(rule.then());
      assertThat(again.getFirst().ages()).isEqualTo(rule.ages());
    }
  }

  @Test
  void aHouseWithoutThosePointsHasNoSuchRules() {
    var empty = House.empty(Site.of("hut", ZoneId.of("UTC")));

    assertThat(ShippedRules.in(empty).rules()).isEmpty();
  }
}
