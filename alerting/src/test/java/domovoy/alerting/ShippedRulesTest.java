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
  void aHouseWithoutThosePointsHasNoSuchRules() {
    var empty = House.empty(Site.of("hut", ZoneId.of("UTC")));

    assertThat(ShippedRules.in(empty).rules()).isEmpty();
  }
}
