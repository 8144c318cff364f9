package domovoy.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemporalWordsTest {

  private static Play rule(String when) {
    return Play.of(
        """
        rules:
          - id: a
            when: '%s'
            stale-after: 10h
            then: [{set: {point: bathroom.fan, value: on}}]
        """
            .formatted(when));
  }

  private static boolean isOn(Play play) {
    return play.engine().statuses().getFirst().phase() == RuleStatus.Phase.ACTIVE;
  }

  @Test
  void theMeanFollowsReadingsInAndOutOfTheWindow() {
    var play = rule("avg(bedroom.temperature, 10m) > 20");

    play.reading("bedroom.temperature", 19).pass("5M").reading("bedroom.temperature", 22);
    assertThat(isOn(play)).isTrue();

    play.pass("4M").reading("bedroom.temperature", 18);
    assertThat(isOn(play)).as("(19+22+18)/3").isFalse();

    play.pass("1M").reading("bedroom.temperature", 20.5);
    assertThat(isOn(play)).as("19 has left: (22+18+20.5)/3").isTrue();
  }

  @Test
  void aReadingLeavesTheWindowByTimeAlone() {
    var play = rule("max(bedroom.temperature, 10m) > 20");
    play.reading("bedroom.temperature", 25).pass("9M").reading("bedroom.temperature", 10);

    assertThat(isOn(play.pass("59S"))).isTrue();
    assertThat(isOn(play.pass("1S"))).isFalse();
  }

  @Test
  void theRateIsPerHourAndNeedsTwoReadings() {
    var play = rule("rate(bedroom.temperature, 30m) < -5");
    play.reading("bedroom.temperature", 20);
    assertThat(isOn(play)).isFalse();
    assertThat(play.engine().statuses().getFirst().condition().name()).isEqualTo("UNKNOWN");

    play.pass("6M").reading("bedroom.temperature", 19.4);
    assertThat(isOn(play)).as("0.6 in 6 minutes are 6 an hour").isTrue();
  }

  @Test
  void anIncreaseCountsAFallAsARestartOfTheCounter() {
    var play = rule("increase(boiler-room.energy, 1h) >= 5");
    play.reading("boiler-room.energy", 100).pass("1M").reading("boiler-room.energy", 103);
    assertThat(isOn(play)).isFalse();

    play.pass("1M").reading("boiler-room.energy", 2);
    assertThat(isOn(play)).as("3 before the restart and 2 after").isTrue();
  }

  @Test
  void changedHoldsForItsTimeAfterAChangeOfValue() {
    var play = rule("changed(living-room.blind, 5m)");
    play.reading("living-room.blind", "open").pass("1M").reading("living-room.blind", "open");
    assertThat(isOn(play)).as("the first value and the same value are no change").isFalse();

    play.pass("1M").reading("living-room.blind", "closed");
    assertThat(isOn(play)).isTrue();
    assertThat(isOn(play.pass("4M59S"))).isTrue();
    assertThat(isOn(play.pass("1S"))).isFalse();
  }

  @Test
  void ageIsKnownWhenTheValueIsNot() {
    var play = rule("age(bedroom.temperature) > 20m");
    play.reading("bedroom.temperature", 20);

    assertThat(isOn(play.pass("20M"))).isFalse();
    assertThat(isOn(play.pass("1S"))).isTrue();
    assertThat(isOn(play.pass("24H"))).as("although the value has long been stale").isTrue();
  }

  @Test
  void aConditionInsideAnotherMustHoldForItsTime() {
    var play = rule("for(bedroom.temperature > 25, 10m) && kitchen.leak");
    play.reading("kitchen.leak", true).reading("bedroom.temperature", 26);

    assertThat(isOn(play.pass("9M59S"))).isFalse();
    assertThat(isOn(play.pass("1S"))).isTrue();

    play.reading("bedroom.temperature", 24).reading("bedroom.temperature", 26);
    assertThat(isOn(play.pass("9M"))).isFalse();
  }

  @Test
  void theTimeOfDayIsTheHousesOwn() {
    var play = rule("time >= \"22:00\" || time < \"06:00\"");

    assertThat(isOn(play.pass("6H59M59S"))).as("it is 21:59 in Moscow").isFalse();
    assertThat(isOn(play.pass("1S"))).isTrue();
    assertThat(isOn(play.pass("8H"))).isFalse();
  }

  @Test
  void weekdayMonthAndSeasonAreKnown() {
    assertThat(
            isOn(rule("weekday == \"thursday\" && month == 1 && season == \"winter\"").pass("0S")))
        .isTrue();
    assertThat(isOn(rule("weekday in [\"saturday\", \"sunday\"]").pass("0S"))).isFalse();
  }

  @Test
  void theSunRisesOverMoscowBetweenEightAndTenInJanuary() {
    var play = rule("sun.elevation > 0.0");
    assertThat(isOn(play.pass("0S"))).as("15:00").isTrue();
    assertThat(isOn(play.pass("5H"))).as("20:00").isFalse();
    assertThat(isOn(play.pass("12H"))).as("08:00").isFalse();
    assertThat(isOn(play.pass("2H"))).as("10:00").isTrue();
  }

  @Test
  void modePresenceAndAlertsAreToldByEvents() {
    var play = rule("mode == \"night\" && !presence(\"anna\") && alert(\"gas\")");
    play.mode("night");
    play.event(new Event.PresenceChanged("anna", false, play.now()));
    assertThat(isOn(play)).isFalse();

    play.event(new Event.AlertChanged("gas", true, play.now()));
    assertThat(isOn(play)).isTrue();

    play.event(new Event.PresenceChanged("anna", true, play.now()));
    assertThat(isOn(play)).isFalse();
  }

  @Test
  void aHyphenIsPartOfAPointsNameAndOtherwiseAMinus() {
    var play = rule("yard.2nd-tank.level-1.0 > 49.0 && living-room.light - 5 > 0");

    play.reading("yard.2nd-tank.level", 50.5).reading("living-room.light", 6);

    assertThat(isOn(play)).isTrue();
  }

  @Test
  void windowsAndTimersSurviveARestart() {
    var play = rule("avg(bedroom.temperature, 10m) > 20 && for(kitchen.leak, 5m)");
    play.reading("bedroom.temperature", 30).reading("kitchen.leak", true).pass("3M");

    play.down("1M").reading("bedroom.temperature", 12);

    assertThat(isOn(play.pass("59S"))).isFalse();
    assertThat(isOn(play.pass("1S"))).as("(30+12)/2, five minutes after the leak").isTrue();
  }

  @Test
  void aWindowsMemoryIsBoundedHoweverManyReadingsCome() {
    var play = rule("avg(bedroom.temperature, 10m) > 50");
    for (var count = 0; count < 5_000; count++) {
      play.reading("bedroom.temperature", count % 40).pass("1S");
    }

    assertThat(play.engine().statuses().getFirst().bytes()).isBetween(5_000L, 25_000L);
  }
}
