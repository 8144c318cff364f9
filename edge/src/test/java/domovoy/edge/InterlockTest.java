package domovoy.edge;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Source;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the points of a node have against each other, at the highest priority there is. */
class InterlockTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int GATE = 19;
  private static final int SAUNA = 26;
  private static final int BARRIER = 13;
  private static final int THERMOSTAT = 22;

  @TempDir private Path folder;

  private final ManualClock steady = ManualClock.at("2026-01-01T12:00:00Z");
  private FakeNeighbours neighbours;
  private Edge edge;
  private Commander controller;

  @BeforeEach
  void pairAndStart() throws Exception {
    neighbours = new FakeNeighbours(0);
    var settings = settings();
    EdgePairing.pair(settings, neighbours.uri(), neighbours.code, URI.create("http://pi-1:8083"));
    edge = Edge.start(settings, Drivers.installed(), InstantSource.system(), steady);
    controller = new Commander(edge.uri(), neighbours.keys.get("pi-1"), InstantSource.system());
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.points())
                .allSatisfy(
                    it -> assertThat(it.reading().orElseThrow().quality().isGood()).isTrue()));
  }

  @AfterEach
  void stop() {
    edge.close();
    neighbours.close();
  }

  @Test
  void heatingAndCoolingAreNeverOnTogetherWhicheverNamesTheOther() throws Exception {
    assertThat(on("room.heating").succeeded()).isTrue();

    var cooling = on("room.cooling");
    assertThat(cooling.stage()).isEqualTo(CommandResult.Stage.REFUSED);
    assertThat(cooling.protection()).contains("interlock");
    assertThat(cooling.detail()).contains("room.heating is on");

    controller.set("room.heating", Value.OFF);
    assertThat(on("room.cooling").succeeded()).isTrue();
    assertThat(on("room.heating").protection()).contains("interlock");
  }

  @Test
  void ofTwoRivalsAskedForAtOnceOnlyOneIsOn() throws Exception {
    for (var round = 0; round < 20; round++) {
      var heating = CompletableFuture.supplyAsync(() -> quietly("room.heating"));
      var cooling = CompletableFuture.supplyAsync(() -> quietly("room.cooling"));
      assertThat(List.of(heating.join(), cooling.join())).containsOnlyOnce(true);
      controller.set("room.heating", Value.OFF);
      controller.set("room.cooling", Value.OFF);
    }
  }

  @Test
  void theGateStandsStillWhileTheBarrierIsBrokenAndANewClaimIsNeededAfterwards() throws Exception {
    MockPins.drive(BARRIER, true);
    Eventually.within(
        SOON, () -> assertThat(on("yard.gate").detail()).contains("yard.barrier is on"));
    MockPins.drive(BARRIER, false);
    Eventually.within(SOON, () -> assertThat(aSecondLater("yard.gate").succeeded()).isTrue());
    var claim = command("yard.gate", "one");
    controller.send(claim);
    assertThat(MockPins.isHigh(GATE)).isTrue();

    MockPins.drive(BARRIER, true);
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(GATE)).isFalse());
    MockPins.drive(BARRIER, false);

    Eventually.within(
        SOON,
        () ->
            assertThat(controller.state("yard.barrier").orElseThrow().value())
                .isEqualTo(Value.OFF));
    assertThat(MockPins.isHigh(GATE)).as("not by itself").isFalse();
    steady.advance(Duration.ofSeconds(1));
    assertThat(on("yard.gate").succeeded()).isTrue();
  }

  @Test
  void theSaunaHeatsOnlyWhileItsThermostatIsHeardAndNoLongerThanASession() throws Exception {
    assertThat(on("sauna.heater").succeeded()).isTrue();
    steady.advance(Duration.ofSeconds(61));
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(SAUNA)).isFalse());

    var refused = on("sauna.heater");
    assertThat(refused.protection()).contains("interlock");
    assertThat(refused.detail()).contains("sauna.thermostat was last heard 61 s ago");

    MockPins.drive(THERMOSTAT, true);
    Eventually.within(SOON, () -> assertThat(aSecondLater("sauna.heater").succeeded()).isTrue());
  }

  @Test
  void whatIsChangedTooOftenIsRefusedUntilItsTimeAndTheSafeValueNever() throws Exception {
    assertThat(on("room.cooling").succeeded()).isTrue();
    assertThat(controller.set("room.cooling", Value.OFF).succeeded()).isTrue();
    assertThat(on("room.cooling").succeeded()).isTrue();
    assertThat(controller.set("room.cooling", Value.OFF).succeeded()).isTrue();

    steady.advance(Duration.ofMinutes(9));
    var third = on("room.cooling");
    assertThat(third.protection()).contains("rate");
    assertThat(third.detail()).contains("possible again in 60 s");
    assertThat(controller.set("room.cooling", Value.OFF).succeeded()).isTrue();
    steady.advance(Duration.ofMinutes(1));
    assertThat(on("room.cooling").succeeded()).isTrue();
  }

  private CommandResult aSecondLater(String point) throws Exception {
    steady.advance(Duration.ofSeconds(1));
    return on(point);
  }

  private boolean quietly(String point) {
    try {
      return on(point).succeeded();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private CommandResult on(String point) throws Exception {
    return Bodies.json(
        controller.send(command(point, TraceId.random().hex())).body(), CommandResult.class);
  }

  private static Command command(String point, String id) {
    return new Command(
        id,
        new PointId(point),
        Optional.of(Value.ON),
        Priority.MANUAL_LIFE_SAFETY,
        Source.person("anna"),
        "a test",
        InstantSource.system().instant(),
        Optional.empty(),
        TraceId.random());
  }

  private EdgeSettings settings() throws Exception {
    var file = folder.resolve("edge.yaml");
    Files.writeString(
        file,
        "node: pi-1\nhttp: {port: 0}\ndevices:\n"
            + relay("room.heating", 5, "interlocks: [{never-with: room.cooling}]")
            + relay("room.cooling", 6, "rate: {most: 2, per: PT10M}")
            + relay("yard.gate", GATE, "interlocks: [{needs: yard.barrier, is: false}]")
            + relay(
                "sauna.heater",
                SAUNA,
                "maximum-on: PT2H, interlocks: [{needs: sauna.thermostat, fresh: PT1M}]")
            + sensor("yard.barrier", BARRIER)
            + sensor("sauna.thermostat", THERMOSTAT));
    return Settings.load(
        EdgeSettings.class,
        "edge",
        Optional.of(file),
        Map.of("DOMOVOY_EDGE_DATA", folder.resolve("data").toString()));
  }

  private static String relay(String point, int pin, String contract) {
    return """
      - id: %s
        driver: gpio-output
        area: house
        settings: {pin: %d}
        points:
          - id: %s
            kind: actuator
            quantity: switch
            accepts: {type: on-off}
            safe: {value: false, %s}
    """
        .formatted(point.replace('.', '-'), pin, point, contract);
  }

  private static String sensor(String point, int pin) {
    return """
      - id: %s
        driver: gpio-input
        area: house
        settings: {pin: %d, debounce: PT0.005S}
        points: [{id: %s, kind: sensor, quantity: contact, accepts: {type: on-off}}]
    """
        .formatted(point.replace('.', '-'), pin, point);
  }
}
