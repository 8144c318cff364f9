package domovoy.controller.control;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.alerting.RuleSet;
import domovoy.alerting.Severity;
import domovoy.controller.live.LiveStream;
import domovoy.core.Area;
import domovoy.core.CommandResult;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.Priority;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.SafeState;
import domovoy.core.Site;
import domovoy.core.Slot;
import domovoy.core.Source;
import domovoy.core.Title;
import domovoy.core.TraceId;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import domovoy.testing.Eventually;
import domovoy.testing.ManualClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HouseControlTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final PointId VALVE = new PointId("water.main-valve");
  private static final PointId FAN = new PointId("bathroom.fan");
  private static final PointId LAMP = new PointId("hall.lamp");
  private static final PointId LEAK = new PointId("kitchen.leak");
  private static final PointId HUMIDITY = new PointId("bathroom.humidity");
  private static final PointId WISH = new PointId("bedroom.wanted");
  private static final House HOUSE = house();

  private static final String RULES =
      """
      rules:
        - id: leak
          title: {en: A leak closes the water, ru: Протечка закрывает воду}
          priority: life-safety
          when: kitchen.leak
          unknown: hold
          then:
            - set: {point: water.main-valve, value: off}
            - incident:
                severity: critical
                title: {en: Water leaks in the kitchen, ru: На кухне течёт вода}
        - id: damp
          title: {en: Damp air starts the fan, ru: Сырость включает вытяжку}
          when: bathroom.humidity > 65.0
          until: bathroom.humidity < 55.0
          then:
            - set: {point: bathroom.fan, value: on}
      """;

  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");
  private final MemoryJournal journal = new MemoryJournal();
  private final TestNode node = new TestNode();
  private HouseControl control;

  @BeforeEach
  void start() {
    control = live(Kept.NOTHING);
  }

  @AfterEach
  void stop() {
    control.close();
  }

  private HouseControl live(Kept kept) {
    var begun =
        new HouseControl(
            HOUSE,
            node,
            journal,
            new LiveStream(),
            house -> RuleSet.parse(RULES, house),
            kept,
            clock);
    node.control = begun;
    begun.start();
    return begun;
  }

  private static House house() {
    var fan =
        Point.onOffActuator("bathroom.fan", "switch")
            .keptSafe(
                new SafeState(
                    Value.OFF,
                    Optional.of(Duration.ofMinutes(5)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    var wish =
        new Point(
            WISH,
            PointKind.SETPOINT,
            "temperature",
            new Unit("Cel"),
            new ValueType.Number(5, 30),
            Title.NONE,
            Optional.empty());
    return new House(
        Site.of("home", ZoneId.of("Europe/Moscow")),
        List.of(new Area("house", Title.NONE)),
        List.of(
            new Device(
                "board",
                "house",
                Title.NONE,
                Optional.of("pi-1"),
                List.of(
                    Point.onOffActuator("water.main-valve", "valve"),
                    fan,
                    Point.onOffActuator("hall.lamp", "switch"),
                    Point.onOffSensor("kitchen.leak", "leak"),
                    Point.sensor("bathroom.humidity", "humidity", "%", 0, 100))),
            new Device("wishes", "house", Title.NONE, Optional.empty(), List.of(wish))));
  }

  private CompletableFuture<Answer> press(PointId point, Value value) {
    var trace = TraceId.random();
    var slot =
        new Slot(
            value,
            Source.person("anna"),
            "set by hand",
            clock.instant(),
            Optional.of(clock.instant().plus(Duration.ofHours(2))),
            trace);
    return control.change(point, Priority.MANUAL, Optional.of(slot), trace).orElseThrow();
  }

  private CompletableFuture<Answer> giveUp(PointId point) {
    return control.change(point, Priority.MANUAL, Optional.empty(), TraceId.random()).orElseThrow();
  }

  private void read(PointId point, Value value) {
    clock.advance(Duration.ofSeconds(1));
    control.readings(List.of(Reading.good(point, value, clock.instant())), TraceId.random());
  }

  private void pass(Duration time) {
    clock.advance(time);
    control.nudge();
  }

  private void settle() throws Exception {
    control.rules().get(5, TimeUnit.SECONDS); // answered behind everything told before
    control.rules().get(5, TimeUnit.SECONDS); // and behind what the loop told itself
  }

  private Optional<ControlView> view(PointId point) {
    return control.actuator(point).flatMap(it -> ControlView.of(it.claims().array()));
  }

  @Test
  void aPersonsCommandIsDoneByTheNodeAndShownUntilItsEnd() throws Exception {
    var answer = press(LAMP, Value.ON).get(5, TimeUnit.SECONDS);

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.DONE);
    assertThat(node.told()).containsExactly("hall.lamp=on");
    assertThat(view(LAMP).orElseThrow().until())
        .contains(clock.instant().plus(Duration.ofHours(2)));
    Eventually.within(
        SOON, () -> assertThat(control.state(LAMP).orElseThrow().value()).isEqualTo(Value.ON));
  }

  @Test
  void aClaimEndsByItselfAtItsTimeAndTheNodeIsToldThatNoOneClaimsTheLamp() throws Exception {
    press(LAMP, Value.ON).get(5, TimeUnit.SECONDS);

    pass(Duration.ofHours(2).minusMillis(1));
    settle();
    assertThat(view(LAMP)).isPresent();

    pass(Duration.ofMillis(1));
    settle();
    assertThat(view(LAMP)).isEmpty();
    assertThat(node.told()).containsExactly("hall.lamp=on", "hall.lamp=none");
  }

  @Test
  void aCommandToANodeThatIsAwayFailsAndLeavesNoClaim() throws Exception {
    node.behaviour = TestNode::away;

    var answer = press(LAMP, Value.ON).get(5, TimeUnit.SECONDS);

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.UNREACHABLE);
    assertThat(view(LAMP)).isEmpty();
    assertThat(journal.claims.get(LAMP).array().slots()).isEmpty();
  }

  @Test
  void aFailedCommandGivesBackTheClaimThatItReplaced() throws Exception {
    press(LAMP, Value.ON).get(5, TimeUnit.SECONDS);
    node.behaviour = TestNode::away;
    clock.advance(Duration.ofSeconds(1));

    press(LAMP, Value.OFF).get(5, TimeUnit.SECONDS);

    assertThat(view(LAMP).orElseThrow().value()).isEqualTo(Value.ON);
  }

  @Test
  void aNodeThatNeverAnswersIsGivenUpAtTheDeadlineAndTheClaimIsWithdrawn() throws Exception {
    node.behaviour = TestNode::silent;
    var answer = press(LAMP, Value.ON);
    settle();
    assertThat(answer).isNotDone();

    pass(Duration.ofSeconds(8));

    assertThat(answer.get(5, TimeUnit.SECONDS).outcome()).isEqualTo(Answer.Outcome.TIMED_OUT);
    assertThat(view(LAMP)).isEmpty();
  }

  @Test
  void whatANodeDoesAfterItWasGivenUpIsUndone() throws Exception {
    node.behaviour = TestNode::silent;
    var answer = press(LAMP, Value.ON);
    settle();
    pass(Duration.ofSeconds(8));
    answer.get(5, TimeUnit.SECONDS);
    var late = node.commands.getFirst();
    node.behaviour = TestNode::done;

    control.delivered(late, TestNode.done(late).orElseThrow());
    settle();

    assertThat(node.told()).containsExactly("hall.lamp=on", "hall.lamp=none");
  }

  @Test
  void aNodeThatComesBackIsToldWhatShallBeNowAndNotWhatWasAskedBefore() throws Exception {
    press(LAMP, Value.ON).get(5, TimeUnit.SECONDS);
    node.behaviour = TestNode::away;
    clock.advance(Duration.ofSeconds(1));
    press(LAMP, Value.OFF).get(5, TimeUnit.SECONDS);
    node.behaviour = TestNode::done;
    node.commands.clear();

    control.nodeReturned("pi-1");
    settle();

    assertThat(node.told()).containsExactly("hall.lamp=on");
  }

  @Test
  void aCommandThatTheNodeRefusesSaysWhichProtectionRefusedIt() throws Exception {
    node.behaviour = TestNode::refusing;

    var answer = press(LAMP, Value.ON).get(5, TimeUnit.SECONDS);

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.REFUSED);
    assertThat(answer.result().protection()).contains("minimum-off");
    assertThat(view(LAMP)).isEmpty();
  }

  @Test
  void ofTwoCommandsAtOnceTheLaterStandsAndTheEarlierIsToldSo() throws Exception {
    node.behaviour = TestNode::silent;
    var first = press(LAMP, Value.ON);
    settle();
    node.behaviour = TestNode::done;
    clock.advance(Duration.ofMillis(5));

    var second = press(LAMP, Value.OFF);

    assertThat(first.get(5, TimeUnit.SECONDS).outcome()).isEqualTo(Answer.Outcome.SUPERSEDED);
    assertThat(second.get(5, TimeUnit.SECONDS).outcome()).isEqualTo(Answer.Outcome.DONE);
    assertThat(view(LAMP).orElseThrow().value()).isEqualTo(Value.OFF);
  }

  @Test
  void aClaimThatIsGivenUpLeavesTheLampToWhoIsNext() throws Exception {
    press(LAMP, Value.ON).get(5, TimeUnit.SECONDS);

    var answer = giveUp(LAMP).get(5, TimeUnit.SECONDS);

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.DONE);
    assertThat(node.told()).containsExactly("hall.lamp=on", "hall.lamp=none");
  }

  @Test
  void givingUpAtANodeThatIsAwayFailsAndTheClaimStands() throws Exception {
    press(LAMP, Value.ON).get(5, TimeUnit.SECONDS);
    node.behaviour = TestNode::away;

    var answer = giveUp(LAMP).get(5, TimeUnit.SECONDS);

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.UNREACHABLE);
    assertThat(view(LAMP).orElseThrow().source()).isEqualTo(Source.person("anna"));
  }

  @Test
  void aLeaseIsRenewedWellBeforeItsEndAndThatIsNoNewsForTheAudit() throws Exception {
    press(FAN, Value.ON).get(5, TimeUnit.SECONDS);
    assertThat(node.commands.getFirst().until())
        .contains(clock.instant().plus(Duration.ofMinutes(5)));

    pass(Duration.ofSeconds(100));
    settle();

    assertThat(node.told()).containsExactly("bathroom.fan=on", "bathroom.fan=on");
    assertThat(node.commands.get(1).until()).contains(clock.instant().plus(Duration.ofMinutes(5)));
    assertThat(journal.records).isEmpty();
  }

  @Test
  void aSetpointThatNoNodeOwnsIsSetByTheControllerItself() throws Exception {
    var answer = press(WISH, Value.of(21)).get(5, TimeUnit.SECONDS);
    settle();

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.DONE);
    assertThat(control.state(WISH).orElseThrow().value()).isEqualTo(Value.of(21));
    assertThat(node.commands).isEmpty();
  }

  @Test
  void aLeakClosesTheValveAndOpensAnIncident() throws Exception {
    read(LEAK, Value.ON);
    settle();

    assertThat(node.told()).containsExactly("water.main-valve=off");
    assertThat(node.commands.getFirst().priority()).isEqualTo(Priority.AUTOMATIC_LIFE_SAFETY);
    assertThat(control.incidents()).hasSize(1);
    assertThat(control.incidents().getFirst().severity()).isEqualTo(Severity.CRITICAL);
    assertThat(journal.records).containsExactly("rule:leak water.main-valve=off: acknowledged");
  }

  @Test
  void againstALeakAPersonsCommandIsKeptBeneathAndSaysWhoDecides() throws Exception {
    read(LEAK, Value.ON);
    settle();

    var answer = press(VALVE, Value.ON).get(5, TimeUnit.SECONDS);

    assertThat(answer.outcome()).isEqualTo(Answer.Outcome.BENEATH);
    assertThat(answer.result().detail()).contains("rule:leak").contains("priority 2");
    assertThat(node.told()).containsExactly("water.main-valve=off");
  }

  @Test
  void theFanStartsInDampAirAndStopsOnlyWhenItIsDry() throws Exception {
    read(HUMIDITY, Value.of(70));
    read(HUMIDITY, Value.of(60));
    settle();
    assertThat(node.told()).containsExactly("bathroom.fan=on");

    read(HUMIDITY, Value.of(54));
    settle();
    assertThat(node.told()).containsExactly("bathroom.fan=on", "bathroom.fan=none");
  }

  @Test
  void aReadingOlderThanWhatIsKnownChangesNothing() throws Exception {
    read(HUMIDITY, Value.of(50));
    var late = Reading.good(HUMIDITY, Value.of(90), clock.instant().minusSeconds(30));
    control.readings(List.of(late), TraceId.random());
    settle();

    assertThat(control.state(HUMIDITY).orElseThrow().value()).isEqualTo(Value.of(50));
    assertThat(node.commands).isEmpty();
  }

  @Test
  void aBackFilledReadingIsShownButSetsOffNoRule() throws Exception {
    var old = Reading.good(HUMIDITY, Value.of(90), clock.instant().minus(Duration.ofHours(6)));
    var late = new Reading(LEAK, Value.ON, clock.instant(), Quality.LATE);
    control.readings(List.of(old, late), TraceId.random());
    settle();

    assertThat(control.state(HUMIDITY).orElseThrow().value()).isEqualTo(Value.of(90));
    assertThat(node.commands).isEmpty();
    assertThat(control.incidents()).isEmpty();
  }

  @Test
  void aRestartTakesUpClaimsIncidentsAndRulesWhereTheyWere() throws Exception {
    press(LAMP, Value.ON).get(5, TimeUnit.SECONDS);
    read(LEAK, Value.ON);
    read(HUMIDITY, Value.of(70));
    settle();
    control.close();
    node.commands.clear();
    clock.advance(Duration.ofMinutes(1));

    control = live(journal.kept());
    control.nodeReturned("pi-1");
    settle();

    assertThat(node.told())
        .containsExactlyInAnyOrder("hall.lamp=on", "water.main-valve=off", "bathroom.fan=on");
    assertThat(control.incidents()).hasSize(1);

    read(HUMIDITY, Value.of(50));
    settle();
    assertThat(node.told()).contains("bathroom.fan=none");
  }

  @Test
  void aRulesCommandThatFailsIsTriedAgainLater() throws Exception {
    node.behaviour = TestNode::away;
    read(LEAK, Value.ON);
    settle();
    node.behaviour = TestNode::done;

    pass(Duration.ofSeconds(10));
    settle();

    assertThat(node.told()).containsExactly("water.main-valve=off", "water.main-valve=off");
    assertThat(journal.records)
        .containsExactly(
            "rule:leak water.main-valve=off: failed",
            "rule:leak water.main-valve=off: acknowledged");
  }

  @Test
  void anAlertDeliveredTwiceOpensOneIncidentAndItsEndReleasesTheActuator() throws Exception {
    var alert = alert(true);
    control.alert(alert);
    control.alert(alert);
    settle();

    assertThat(control.incidents()).hasSize(1);
    assertThat(node.told()).containsExactly("hall.lamp=on");

    control.alert(alert(false));
    control.alert(alert(false));
    control.alert(alert); // the first delivery again, late
    settle();

    assertThat(control.incidents()).singleElement().matches(it -> it.state().equals("resolved"));
    assertThat(node.told()).containsExactly("hall.lamp=on", "hall.lamp=none");
  }

  private Alert alert(boolean firing) {
    return new Alert(
        "Dark",
        "0123456789abcdef",
        firing,
        Severity.WARNING,
        Title.of("It is dark", "Темно"),
        clock.instant().minusSeconds(10),
        Optional.of(new Alert.Claim(LAMP, Value.ON)),
        TraceId.random());
  }

  @Test
  void anIncidentIsAcknowledgedOnceAndByTheFirst() throws Exception {
    read(LEAK, Value.ON);
    settle();
    var id = control.incidents().getFirst().id();

    control.acknowledge(id, "anna").get(5, TimeUnit.SECONDS);
    var again = control.acknowledge(id, "boris").get(5, TimeUnit.SECONDS);

    assertThat(again.orElseThrow().acknowledged().orElseThrow().by()).isEqualTo("anna");
    assertThat(control.acknowledge("none", "anna").get(5, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void anAnswerToAnOldCommandDoesNotSettleANewerOne() throws Exception {
    node.behaviour = TestNode::silent;
    press(LAMP, Value.ON);
    settle();
    var old = node.commands.getFirst();
    clock.advance(Duration.ofMillis(5));
    var second = press(LAMP, Value.OFF);
    settle();

    control.delivered(
        old,
        new Delivery.Answered(
            new CommandResult(
                old.id(),
                CommandResult.Stage.ACKNOWLEDGED,
                "done",
                Optional.empty(),
                Optional.empty())));
    settle();

    assertThat(second).isNotDone();
  }
}
