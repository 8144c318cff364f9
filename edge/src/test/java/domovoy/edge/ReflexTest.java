package domovoy.edge;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.alerting.Effect;
import domovoy.alerting.RuleSet;
import domovoy.alerting.reflex.Deployment;
import domovoy.alerting.reflex.ReflexEvent;
import domovoy.alerting.reflex.ReflexReport;
import domovoy.core.Area;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Site;
import domovoy.core.Source;
import domovoy.core.Title;
import domovoy.core.TraceId;
import domovoy.core.Value;
import domovoy.edge.driver.gpio.MockPins;
import domovoy.service.Bodies;
import domovoy.service.Settings;
import domovoy.testing.Eventually;
import domovoy.testing.ManualClock;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that a node runs by itself, on mock pins. */
class ReflexTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Site SITE = Site.of("home", ZoneOffset.UTC);
  private static final int VALVE = 5;
  private static final int PUMP = 6;
  private static final int LEAK = 13;

  private static final String RULES =
      """
      rules:
        - id: leak
          title: {en: "A leak: \\"water\\"", ru: Протечка}
          priority: life-safety
          when: kitchen.leak
          unknown: hold
          then:
            - set: {point: water.main-valve, value: off}
            - incident: {severity: critical, title: Water leaks}
        - id: drain
          when: kitchen.leak
          then:
            - set: {point: cellar.pump, value: on}
      """;

  @TempDir private Path folder;

  private final ManualClock steady = ManualClock.at("2026-01-01T12:00:00Z");
  private FakeNeighbours neighbours;
  private EdgeSettings settings;
  private Edge edge;
  private Commander controller;

  @BeforeEach
  void pairAndStart() throws Exception {
    neighbours = new FakeNeighbours(0);
    settings = settings();
    EdgePairing.pair(settings, neighbours.uri(), neighbours.code, URI.create("http://pi-1:8083"));
    start();
    open(Priority.MANUAL);
  }

  @AfterEach
  void stop() {
    edge.close();
    neighbours.close();
  }

  @Test
  void aLeakClosesTheValveWithNobodyElseThere() throws Exception {
    deploy(RULES);
    neighbours.close();

    MockPins.drive(LEAK, true);

    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(VALVE)).isFalse());
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(PUMP)).isTrue());
    MockPins.drive(LEAK, false);
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(PUMP)).isFalse());
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(VALVE)).as("as it was").isTrue());
  }

  @Test
  void rulesAndWhatTheyHoldSurviveARestart() throws Exception {
    var untilTomorrow =
        RULES.replaceAll(
            "when: kitchen.leak", "when: kitchen.leak\n    until: age(kitchen.leak) > 1d");
    deploy(untilTomorrow);
    MockPins.drive(LEAK, true);
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(PUMP)).isTrue());

    restart(); // a new mock pin is low: the leak is dry

    assertThat(MockPins.isHigh(VALVE)).isFalse();
    assertThat(report(-1).version()).isEqualTo(deployment(untilTomorrow).version());
    assertThat(report(-1).claims())
        .extracting(it -> it.slot().source())
        .containsExactlyInAnyOrder(Source.rule("leak"), Source.rule("drain"));
    Eventually.within(
        SOON,
        () -> {
          steady.advance(Duration.ofSeconds(1));
          assertThat(MockPins.isHigh(PUMP)).as("on again after its minimum time off").isTrue();
        });
  }

  @Test
  void aRuleOfAnEarlierRunStillActs() throws Exception {
    deploy(RULES);
    restart();
    open(Priority.MANUAL);

    MockPins.drive(LEAK, true);

    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(VALVE)).isFalse());
  }

  @Test
  void whatItDidIsReportedWithItsTimesUntilItIsAcknowledged() throws Exception {
    deploy(RULES);
    var before = InstantSource.system().instant();
    MockPins.drive(LEAK, true);
    Eventually.within(SOON, () -> assertThat(acted("leak", report(-1))).isTrue());
    var after = InstantSource.system().instant();
    restart();

    var first = report(-1);
    var again = report(-1);

    assertThat(again.events()).isEqualTo(first.events());
    assertThat(first.events())
        .filteredOn(
            it ->
                it instanceof ReflexEvent.Decided(_, Effect.OpenIncident(var key, _, _, _))
                    && key.startsWith("leak"))
        .hasSize(1)
        .allSatisfy(it -> assertThat(it.time()).isBetween(before, after));
    assertThat(acted("leak", first)).isTrue();
    assertThat(report(first.position()).events()).doesNotContainAnyElementsOf(first.events());
  }

  @Test
  void onlyALevelAboveTheRulesOpensTheValveAgainstIt() throws Exception {
    deploy(RULES);
    MockPins.drive(LEAK, true);
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(VALVE)).isFalse());

    var manual = open(Priority.MANUAL);
    assertThat(manual.detail()).contains("rule:leak").contains("level 2");
    assertThat(manual.state().orElseThrow().value()).isEqualTo(Value.OFF);
    assertThat(MockPins.isHigh(VALVE)).isFalse();

    open(Priority.MANUAL_LIFE_SAFETY);
    assertThat(MockPins.isHigh(VALVE)).isTrue();

    command("water.main-valve", Optional.empty(), Priority.DEFAULT);
    assertThat(MockPins.isHigh(VALVE)).as("the rule still holds").isFalse();
  }

  @Test
  void aSilentControllerEndsItsOwnLeaseAndNotTheRules() throws Exception {
    deploy(RULES);
    MockPins.drive(LEAK, true);
    Eventually.within(SOON, () -> assertThat(acted("drain", report(-1))).isTrue());
    assertThat(MockPins.isHigh(PUMP)).isTrue();

    steady.advance(Duration.ofHours(1));
    var events = report(-1).events().size();
    MockPins.drive(LEAK, false);

    Eventually.within(SOON, () -> assertThat(report(-1).events()).hasSizeGreaterThan(events));
    assertThat(report(-1).events())
        .noneSatisfy(it -> assertThat(it.toString()).contains("commander is silent"));
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(PUMP)).isFalse());
  }

  @Test
  void whatAProtectionRefusesIsDoneWhenItsTimeIsOver() throws Exception {
    deploy(RULES);
    command("cellar.pump", Optional.of(Value.ON), Priority.RULES);
    command("cellar.pump", Optional.of(Value.OFF), Priority.SCHEDULES);
    MockPins.drive(LEAK, true);
    Eventually.within(
        SOON, () -> assertThat(report(-1).events().toString()).contains("possible again in 10 s"));
    assertThat(MockPins.isHigh(PUMP)).isFalse();

    Eventually.within(
        SOON,
        () -> {
          steady.advance(Duration.ofSeconds(2));
          assertThat(MockPins.isHigh(PUMP)).isTrue();
        });
  }

  @Test
  void rulesThatAreTakenAwayLetGo() throws Exception {
    deploy(RULES);
    MockPins.drive(LEAK, true);
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(VALVE)).isFalse());

    deploy("rules: []");

    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(VALVE)).isTrue());
    assertThat(report(-1).claims()).isEmpty();
  }

  @Test
  void rulesThatWereChangedOnTheWayAreRefusedAndOneThatDoesNotFitIsNamed() throws Exception {
    var good = deployment(RULES);
    var body = new String(Bodies.bytes(good)).replace("kitchen.leak", "kitchen.leek");
    assertThat(controller.send("PUT", "/api/v1/reflexes", body.getBytes()).statusCode())
        .isEqualTo(400);

    var rules = List.of(good.rules().getFirst(), good.rules().getLast().replace(".pump", ".pomp"));
    send(Deployment.of(SITE, rules));

    assertThat(report(-1).rules()).extracting(it -> it.rule()).containsExactly("leak");
    assertThat(report(-1).faults().toString()).contains("cellar.pump?", "cellar.pomp");
  }

  private static boolean acted(String rule, ReflexReport report) {
    return report.events().stream()
        .anyMatch(
            it ->
                it instanceof ReflexEvent.Acted(_, var command, var result)
                    && command.source().equals(Source.rule(rule))
                    && result.succeeded());
  }

  private Deployment deployment(String rules) {
    var areas =
        edge.devices().stream().map(it -> new Area(it.area(), Title.NONE)).distinct().toList();
    var house = new House(SITE, areas, edge.devices());
    return Deployment.of(
        SITE, RuleSet.parse(rules, house).rules().stream().map(it -> it.text()).toList());
  }

  private void deploy(String rules) throws Exception {
    send(deployment(rules));
  }

  private void send(Deployment deployment) throws Exception {
    var answer = controller.send("PUT", "/api/v1/reflexes", Bodies.bytes(deployment));
    assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(204);
  }

  private ReflexReport report(long kept) throws Exception {
    var answer =
        controller.send(
            "POST", "/api/v1/reflexes/report", Bodies.bytes(new ReflexReport.Asked(kept)));
    return Bodies.json(answer.body(), ReflexReport.class);
  }

  private CommandResult open(Priority priority) throws Exception {
    return command("water.main-valve", Optional.of(Value.ON), priority);
  }

  private CommandResult command(String point, Optional<Value> value, Priority priority)
      throws Exception {
    var trace = TraceId.random();
    var command =
        new Command(
            trace.hex(),
            new PointId(point),
            value,
            priority,
            Source.person("anna"),
            "a test",
            InstantSource.system().instant(),
            Optional.empty(),
            trace);
    return Bodies.json(controller.send(command).body(), CommandResult.class);
  }

  private void restart() throws Exception {
    edge.close();
    start();
  }

  private void start() throws Exception {
    edge = Edge.start(settings, Drivers.installed(), InstantSource.system(), steady);
    controller = new Commander(edge.uri(), neighbours.keys.get("pi-1"), InstantSource.system());
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.points())
                .allSatisfy(
                    it -> assertThat(it.reading().orElseThrow().quality().isGood()).isTrue()));
    steady.advance(Duration.ofSeconds(10)); // the pump's minimum-off time
  }

  private EdgeSettings settings() throws Exception {
    var file = folder.resolve("edge.yaml");
    Files.writeString(
        file,
        """
        node: pi-1
        http: {port: 0}
        devices:
          - id: valve
            driver: gpio-output
            area: cellar
            settings: {pin: 5}
            points:
              - id: water.main-valve
                kind: actuator
                quantity: valve
                accepts: {type: on-off}
                safe: {value: true}
          - id: pump
            driver: gpio-output
            area: cellar
            settings: {pin: 6}
            points:
              - id: cellar.pump
                kind: actuator
                quantity: switch
                accepts: {type: on-off}
                safe: {value: false, lease: PT90S, minimum-off: PT10S}
          - id: leak-sensor
            driver: gpio-input
            area: kitchen
            settings: {pin: 13, debounce: PT0.005S}
            points:
              - {id: kitchen.leak, kind: sensor, quantity: leak, accepts: {type: on-off}}
        """);
    return Settings.load(
        EdgeSettings.class,
        "edge",
        Optional.of(file),
        Map.of("DOMOVOY_EDGE_DATA", folder.resolve("data").toString()));
  }
}
