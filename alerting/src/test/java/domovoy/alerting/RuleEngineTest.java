package domovoy.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.House;
import domovoy.core.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RuleEngineTest {

  private static final String HEATING =
      """
      rules:
        - id: heating
          title: {en: Heating, ru: Отопление}
          when: bedroom.temperature < 19
          until: bedroom.temperature > 20
          for: 5m
          stale-after: 30m
          then: [{set: {point: boiler-room.relay, value: on, expires: 20m}}]
      """;

  @Test
  void aConditionMustHoldForItsTimeAndIsNotDoneBefore() {
    var play = Play.of(HEATING).reading("bedroom.temperature", 18.4);

    assertThat(play.pass("4M59S").effects()).isEmpty();
    assertThat(play.pass("1S").effects())
        .containsExactly("boiler-room.relay=on @12 by heating until 12:25:00");
  }

  @Test
  void aBreakInTheConditionStartsItsTimeAgain() {
    var play = Play.of(HEATING).reading("bedroom.temperature", 18.4).pass("4M");

    play.reading("bedroom.temperature", 19.0).reading("bedroom.temperature", 18.4);

    assertThat(play.pass("4M59S").effects()).isEmpty();
    assertThat(play.pass("1S").effects()).hasSize(1);
  }

  @Test
  void aReadingAtTheVeryMomentOfTheTimerDecides() {
    var play = Play.of(HEATING).reading("bedroom.temperature", 18.4);
    var due = Play.START.plus(Duration.ofMinutes(5));

    var effects =
        play.engine()
            .on(
                new Event.ReadingArrived(
                    Readings.good("bedroom.temperature", 21.0, due), due, Play.TRACE));

    assertThat(effects).isEmpty();
  }

  @Test
  void theExplanationIsASentenceInBothLanguagesWithReadingsRuleAndTrace() {
    var play = Play.of(HEATING).reading("bedroom.temperature", 18.4).pass("5M");

    var claim = (Effect.Claim) play.raw().getFirst();

    assertThat(claim.explanation().sentence().in("ru", ""))
        .isEqualTo(
            "Котёл → включено: Спальня 18,4\u00a0°C, ниже 19\u00a0°C уже 5 мин (правило Отопление)");
    assertThat(claim.slot().reason())
        .isEqualTo("Boiler → on: Bedroom 18.4\u00a0°C, below 19\u00a0°C for 5 min (rule Heating)");
    assertThat(claim.explanation().trace()).isEqualTo(Play.TRACE);
    assertThat(claim.explanation().since()).isEqualTo(Play.START);
    assertThat(claim.explanation().readings()).hasSize(1);
    assertThat(claim.explanation().condition()).isEqualTo("bedroom.temperature < 19");
  }

  @Test
  void theOwnersOwnSentenceHasTheReadingsInIt() {
    var play =
        Play.of(
            """
            rules:
              - id: a
                when: bedroom.temperature < 19
                because: {en: "it is {bedroom.temperature}", ru: "в спальне {bedroom.temperature}"}
                then: [{set: {point: boiler-room.relay, value: on}}]
            """);

    var claim = (Effect.Claim) play.reading("bedroom.temperature", 18).raw().getFirst();

    assertThat(claim.explanation().sentence().in("ru", ""))
        .isEqualTo("Котёл → включено: в спальне 18\u00a0°C (правило a)");
  }

  @Test
  void onlyTheBranchThatHeldIsGivenAsReason() {
    var play =
        Play.of(
            """
            rules:
              - id: a
                when: bedroom.temperature > 30 || kitchen.temperature > 30
                then: [{scene: x}]
            """);
    play.reading("bedroom.temperature", 20).reading("kitchen.temperature", 31);

    var scene = (Effect.RunScene) play.raw().getFirst();

    assertThat(scene.explanation().readings())
        .extracting(it -> it.point().name())
        .containsExactly("kitchen.temperature");
  }

  @Test
  void aClaimWithAnEndIsRenewedAtHalfItsTimeWhileTheRuleHolds() {
    var play = Play.of(HEATING).reading("bedroom.temperature", 18.4).pass("5M");
    play.effects();

    play.reading("bedroom.temperature", 18.5).pass("10M");

    assertThat(play.effects())
        .containsExactly("boiler-room.relay=on @12 by heating until 12:35:00");
  }

  @Test
  void aDeadSensorLetsGoAndIsNotTakenForFalse() {
    var play = Play.of(HEATING).reading("bedroom.temperature", 18.4).pass("5M");
    play.effects();

    assertThat(play.pass("24M").effects()).allMatch(it -> it.startsWith("boiler-room.relay=on"));
    assertThat(play.pass("1M").effects())
        .containsExactly("boiler-room.relay released @12 by heating");
    var release =
        (Effect.Release)
            Play.of(HEATING).reading("bedroom.temperature", 18.4).pass("40M").raw().getLast();
    assertThat(release.explanation().sentence().in("en", "")).contains("cannot be trusted");
  }

  @Test
  void aBadReadingIsUnknownAtOnceAndAGoodOneIsKnownAgain() {
    var play =
        Play.of(
            """
            rules:
              - id: a
                when: bedroom.co2 > 1000 || kitchen.leak
                unknown: alarm
                then: [{scene: air}]
            """);
    play.reading("bedroom.co2", 400).reading("kitchen.leak", false).effects();

    play.reading("bedroom.co2", 9999, play.now(), Quality.FROZEN);
    assertThat(play.effects()).containsExactly("open warning a/unknown");

    play.reading("kitchen.leak", true);
    assertThat(play.effects()).containsExactly("resolve a/unknown", "scene air");
  }

  @Test
  void whileHeldUnknownAClaimIsNotRenewedButLapsesAndIsMadeAgainOnceKnown() {
    var play =
        Play.of(HEATING.replace("stale-after: 30m", "stale-after: 7m\n    unknown: hold"))
            .reading("bedroom.temperature", 18.4)
            .pass("5M");
    play.effects();

    assertThat(play.pass("20M").effects())
        .containsExactly("boiler-room.relay released @12 by heating");
    assertThat(play.reading("bedroom.temperature", 18.0).effects())
        .containsExactly("boiler-room.relay=on @12 by heating until 12:45:00");
  }

  @Test
  void aNewEngineWaitsForFirstReadingsBeforeItRaisesAnAlarm() {
    var play =
        Play.of(
            """
            rules: [{id: a, when: kitchen.leak, unknown: alarm, then: [{scene: x}]}]
            """);

    assertThat(play.pass("4M59S").effects()).isEmpty();
    assertThat(play.pass("1S").effects()).containsExactly("open warning a/unknown");
  }

  @Test
  void backFilledReadingsNeverTrigger() {
    var play = Play.of("rules: [{id: a, when: kitchen.leak, then: [{scene: x}]}]");

    play.reading("kitchen.leak", true, play.now().minusSeconds(121), Quality.GOOD);
    play.reading("kitchen.leak", true, play.now(), Quality.LATE);
    assertThat(play.effects()).isEmpty();

    play.reading("kitchen.leak", true, play.now().minusSeconds(119), Quality.GOOD);
    assertThat(play.effects()).containsExactly("scene x");
  }

  @Test
  void readingsOutOfOrderNeverTrigger() {
    var play = Play.of("rules: [{id: a, when: kitchen.leak, then: [{scene: x}]}]");

    play.reading("kitchen.leak", false);
    play.reading("kitchen.leak", true, play.now().minusMillis(1), Quality.GOOD);

    assertThat(play.effects()).isEmpty();
  }

  @Test
  void ofTwoReadingsWithOneTimeTheSecondStands() {
    var play = Play.of("rules: [{id: a, when: kitchen.leak, then: [{scene: x}]}]");

    play.reading("kitchen.leak", false).reading("kitchen.leak", true);

    assertThat(play.effects()).containsExactly("scene x");
  }

  @Test
  void aSensorWhoseClockRunsAheadDoesNotGoDeaf() {
    var play = Play.of("rules: [{id: a, when: kitchen.leak, then: [{scene: x}]}]");

    play.reading("kitchen.leak", false, play.now().plusSeconds(3600), Quality.GOOD);
    play.pass("1S").reading("kitchen.leak", true);

    assertThat(play.effects()).containsExactly("scene x");
  }

  @Test
  void ofTwoRulesAtOneLevelTheLaterStandsAndTheEarlierComesBack() {
    var play =
        Play.of(
            """
            rules:
              - {id: warm, when: bedroom.temperature < 19, then: [{set: {point: living-room.light, value: 10}}]}
              - {id: air, when: bedroom.co2 > 1000, then: [{set: {point: living-room.light, value: 90}}]}
            """);

    play.reading("bedroom.temperature", 18).pass("1S").reading("bedroom.co2", 1200);
    assertThat(play.effects())
        .containsExactly("living-room.light=10 @12 by warm", "living-room.light=90 @12 by air");

    play.reading("bedroom.co2", 400);
    assertThat(play.effects())
        .containsExactly(
            "living-room.light released @12 by air", "living-room.light=10 @12 by warm");
  }

  @Test
  void ofTwoRulesThatBeginTogetherTheFirstNameStandsWhateverTheirOrder() {
    var rules =
        """
        rules:
          - {id: %s, when: kitchen.leak, then: [{set: {point: living-room.light, value: %d}}]}
          - {id: %s, when: kitchen.leak, then: [{set: {point: living-room.light, value: %d}}]}
        """;

    var one = Play.of(rules.formatted("a", 1, "b", 2)).reading("kitchen.leak", true);
    var other = Play.of(rules.formatted("b", 2, "a", 1)).reading("kitchen.leak", true);

    assertThat(one.effects()).containsExactly("living-room.light=1 @12 by a");
    assertThat(other.effects().getLast()).isEqualTo("living-room.light=1 @12 by a");
  }

  private static final String SEQUENCE =
      """
      rules:
        - id: evening
          when: mode == "evening"
          missed: %s
          then:
            - set: {point: living-room.light, value: 80}
            - wait: 10m
            - set: {point: living-room.light, value: 20}
            - wait: 10m
            - scene: night
      """;

  @Test
  void aSequenceGoesOnAfterItsPausesWhileTheRuleHolds() {
    var play = Play.of(SEQUENCE.formatted("skip")).mode("evening");
    assertThat(play.effects()).containsExactly("living-room.light=80 @12 by evening");
    assertThat(play.pass("9M59S").effects()).isEmpty();
    assertThat(play.pass("1S").effects()).containsExactly("living-room.light=20 @12 by evening");

    play.mode("home");

    assertThat(play.pass("1H").effects())
        .containsExactly("living-room.light released @12 by evening");
  }

  @Test
  void aStepMissedWhileDownRunsLateIsSkippedOrMakesSafeAsTheRuleSays() {
    assertThat(resumed("run-late")).containsExactly("living-room.light=20 @12 by evening");
    assertThat(resumed("skip")).isEmpty();
    assertThat(resumed("make-safe")).containsExactly("living-room.light released @12 by evening");
  }

  private static List<String> resumed(String policy) {
    var play = Play.of(SEQUENCE.formatted(policy)).mode("evening");
    play.effects();
    return play.down("15M").effects();
  }

  @Test
  void aStepNotYetDueSurvivesARestart() {
    var play = Play.of(SEQUENCE.formatted("skip")).mode("evening").pass("4M");
    play.effects();

    assertThat(play.down("3M").pass("2M59S").effects()).isEmpty();
    assertThat(play.pass("1S").effects()).containsExactly("living-room.light=20 @12 by evening");
  }

  @Test
  void aTimerMissedWhileDownRunsLateOrStartsAgainAsTheRuleSays() {
    var late = Play.of(HEATING).reading("bedroom.temperature", 18.4).pass("1M");
    assertThat(late.down("10M").effects())
        .containsExactly("boiler-room.relay=on @12 by heating until 12:31:00");

    var again =
        Play.of(HEATING + "    missed: skip\n").reading("bedroom.temperature", 18.4).pass("1M");
    assertThat(again.down("10M").pass("4M59S").effects()).isEmpty();
    assertThat(again.pass("1S").effects()).hasSize(1);
  }

  @Test
  void whatARuleHeldBeforeARestartItHoldsAndReleasesAfterwards() {
    var play = Play.of(HEATING).reading("bedroom.temperature", 18.4).pass("5M");
    play.effects();

    play.down("1M").reading("bedroom.temperature", 21.0);

    assertThat(play.effects()).containsExactly("boiler-room.relay released @12 by heating");
  }

  @Test
  void whatAChangedOrRemovedOrDisabledRuleHeldIsGivenUp() {
    var changed = HEATING.replace("< 19", "< 18");
    for (var rules :
        List.of(
            RuleSet.parse(changed, Houses.small()),
            RuleSet.EMPTY,
            RuleSet.parse(HEATING, Houses.small()).with("heating", Rule.State.DISABLED),
            RuleSet.parse(HEATING, Houses.small()).with("heating", Rule.State.SHADOW))) {
      var play = Play.of(HEATING).reading("bedroom.temperature", 18.4).pass("5M");
      play.effects();

      assertThat(play.down("0S", rules).effects())
          .containsExactly("boiler-room.relay released @12 by heating");
    }
  }

  @Test
  void aRuleInShadowSaysWhatItWouldDoAndTouchesNothing() {
    var rules =
        RuleSet.parse(
            HEATING
                + """
                  - id: other
                    when: kitchen.leak
                    then: [{set: {point: boiler-room.relay, value: off}}]
                """,
            Houses.small());
    var play = Play.of(rules.with("heating", Rule.State.SHADOW));

    play.reading("kitchen.leak", true).reading("bedroom.temperature", 18.4).pass("5M");
    assertThat(play.effects())
        .containsExactly(
            "boiler-room.relay=off @12 by other",
            "would: boiler-room.relay=on @12 by heating until 12:25:00");

    play.reading("bedroom.temperature", 21);
    assertThat(play.effects()).containsExactly("would: boiler-room.relay released @12 by heating");
  }

  @Test
  void aPauseLetsGoOfEverythingButLifeSafetyUntilItIsOver() {
    var play =
        Play.of(
            HEATING.replace("for: 5m", "stale-after: 10h").replace("stale-after: 30m", "")
                + """
                  - id: leak
                    priority: life-safety
                    unknown: alarm
                    stale-after: 10h
                    when: kitchen.leak
                    then: [{set: {point: water.main-valve, value: off}}]
                """);
    play.reading("bedroom.temperature", 18).effects();

    play.event(new Event.AutomationPaused(play.now().plusSeconds(3600), play.now()));
    assertThat(play.effects()).containsExactly("boiler-room.relay released @12 by heating");

    play.reading("kitchen.leak", true).reading("bedroom.temperature", 17).pass("59M");
    assertThat(play.effects()).containsExactly("water.main-valve=off @2 by leak");

    assertThat(play.pass("1M").effects())
        .containsExactly("boiler-room.relay=on @12 by heating until 13:20:00");
  }

  @Test
  void aPauseIsRememberedOverARestartAndCanBeEndedEarly() {
    var play = Play.of("rules: [{id: a, when: kitchen.leak, then: [{scene: x}]}]");
    play.event(new Event.AutomationPaused(play.now().plusSeconds(3600), play.now()));

    play.down("1M").reading("kitchen.leak", true);
    assertThat(play.effects()).isEmpty();

    play.event(new Event.AutomationPaused(play.now(), play.now()));
    assertThat(play.effects()).containsExactly("scene x");
  }

  @Test
  void theLastActionsAreDoneAtTheEndAndTheirClaimsEndByThemselves() {
    var play =
        Play.of(
            """
            rules:
              - id: fan
                when: kitchen.leak
                then: [{set: {point: bathroom.fan, value: on}}]
                afterwards: [{set: {point: bathroom.fan, value: on, expires: 10m}}, {scene: over}]
            """);
    play.reading("kitchen.leak", true).effects();

    play.reading("kitchen.leak", false);
    assertThat(play.effects())
        .containsExactly(
            "bathroom.fan released @12 by fan",
            "bathroom.fan=on @12 by fan until 12:10:00",
            "scene over");
    assertThat(play.pass("9M59S").effects()).isEmpty();
    assertThat(play.pass("1S").effects()).containsExactly("bathroom.fan released @12 by fan");
  }

  @Test
  void aFloodingRuleIsCutOffAndTheOthersGoOn() {
    var play =
        Play.of(
            """
            rules:
              - {id: flapping, when: kitchen.leak, then: [{set: {point: bathroom.fan, value: on}}]}
              - {id: calm, when: kitchen.leak, for: 1s, then: [{scene: x}]}
            """);
    for (var turn = 0; turn < 20; turn++) {
      play.reading("kitchen.leak", true).reading("kitchen.leak", false);
    }
    var effects = play.effects();
    assertThat(effects).containsOnlyOnce("failed flapping");
    assertThat(effects.indexOf("failed flapping")).isEqualTo(effects.size() - 1);
    assertThat(play.engine().statuses().getFirst().failure().orElseThrow()).contains("hysteresis");

    play.reading("kitchen.leak", true).pass("1S");
    assertThat(play.effects()).containsExactly("scene x");

    assertThat(play.pass("10M").effects()).containsExactly("bathroom.fan=on @12 by flapping");
  }

  @Test
  void aWindowThatDoesNotDecideAnyMoreDoesNotWakeItsRuleAgainAndAgain() {
    var play =
        Play.of(
            """
            rules:
              - {id: r, when: 'kitchen.leak || min(bedroom.temperature, 5m) > 25', stale-after: never, then: [{scene: x}]}
            """);
    play.reading("kitchen.leak", true).reading("bedroom.temperature", 20);

    play.pass("1H");

    assertThat(play.effects()).containsExactly("scene x");
    assertThat(play.engine().statuses().getFirst().failure()).isEmpty();
  }

  @Test
  void aFloodingLifeSafetyRuleStaysActive() {
    var play =
        Play.of(
            """
            rules:
              - id: leak
                priority: life-safety
                unknown: hold
                when: kitchen.leak
                then: [{set: {point: water.main-valve, value: off, expires: 2m}}]
            """);
    for (var turn = 0; turn < 40; turn++) {
      play.reading("kitchen.leak", true).reading("kitchen.leak", false);
    }

    assertThat(play.effects().getLast()).isEqualTo("failed leak");
    assertThat(play.pass("5M").effects())
        .isNotEmpty()
        .allMatch(it -> it.startsWith("water.main-valve=off @2 by leak until"));
  }

  @Test
  void aConditionWithoutAValueCutsItsRuleOffAndTheOthersGoOn() {
    var play =
        Play.of(
            """
            rules:
              - {id: broken, when: double(living-room.blind) > 1.0, then: [{scene: a}]}
              - {id: whole, when: living-room.blind.startsWith("op"), then: [{scene: b}]}
            """);

    play.reading("living-room.blind", "open");

    assertThat(play.effects()).containsExactly("failed broken", "scene b");
  }

  @Test
  void aClockSetBackALittleStandsStillAndSetBackMuchStartsTimersAgain() {
    var play = Play.of(HEATING).reading("bedroom.temperature", 18.4).pass("3M");

    play.event(new Event.TimePassed(play.now().minusSeconds(50)));
    assertThat(play.pass("1M59S").effects()).isEmpty();

    var back = play.now().minus(Duration.ofDays(3000));
    play.event(new Event.TimePassed(back));
    play.event(new Event.TimePassed(back.plus(Duration.ofMinutes(5))));
    assertThat(play.effects())
        .containsExactly(
            "boiler-room.relay=on @12 by heating until 12:19:59"
                .replace("12:19:59", time(back.plus(Duration.ofMinutes(25)))));
  }

  private static String time(Instant instant) {
    return instant.toString().substring(11, 19);
  }

  @Test
  void aClockSetFarForwardIsAMissedTimeAndNotMillionsOfMinutes() {
    var play =
        Play.of(
            "rules: [{id: a, when: 'time >= \"00:00\" && sun.elevation > -91', then: [{scene: x}]}]");

    play.event(new Event.TimePassed(Play.START.plus(Duration.ofDays(20_000))));

    assertThat(play.effects()).containsExactly("scene x");
  }

  @Test
  void nothingIsDueWhenNothingCanChange() {
    var play =
        Play.of("rules: [{id: a, when: kitchen.leak, stale-after: never, then: [{scene: x}]}]");

    play.reading("kitchen.leak", false);

    assertThat(play.engine().nextDeadline()).isEqualTo(Optional.empty());
  }

  @Test
  void theSameEventsHaveTheSameEffects() {
    var rules = RuleSet.parse(HEATING, Houses.small()).and(ShippedRules.in(Houses.small()));

    assertThat(run(rules)).isEqualTo(run(rules)).isNotEmpty();
  }

  private static List<Effect> run(RuleSet rules) {
    var play = Play.of(rules);
    for (var step = 0; step < 200; step++) {
      play.reading("bathroom.humidity", 50 + 20 * Math.sin(step / 9.0))
          .reading("bedroom.temperature", 19 + 3 * Math.cos(step / 5.0))
          .reading("kitchen.leak", step % 50 > 45)
          .pass("1M");
    }
    return play.raw();
  }

  @Test
  void readingsOfPointsThatNoRuleWatchesAreIgnored() {
    House house = Houses.small();
    var engine = new RuleEngine(RuleSet.EMPTY, house, Play.START);

    assertThat(
            engine.on(
                new Event.ReadingArrived(
                    Readings.good("kitchen.leak", true, Play.START), Play.START, Play.TRACE)))
        .isEmpty();
  }
}
