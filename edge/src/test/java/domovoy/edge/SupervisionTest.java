package domovoy.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import domovoy.core.CommandResult;
import domovoy.core.Device;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Title;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.service.DoorSettings;
import domovoy.testing.Eventually;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that fail, and what the node makes of what they say. */
class SupervisionTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final PointId SENSOR = new PointId("shaky.temperature");

  @TempDir private Path folder;

  private final ShakyDevice shaky = new ShakyDevice();
  private FakeNeighbours neighbours;
  private Edge edge;
  private Commander controller;

  @BeforeEach
  void start() throws Exception {
    neighbours = new FakeNeighbours(0);
    var providers = new ArrayList<>(Drivers.installed());
    providers.add(shaky);
    var settings =
        new EdgeSettings(
            "pi-1",
            "home",
            DoorSettings.loopback(0),
            Optional.empty(),
            folder,
            Optional.empty(),
            Optional.empty(),
            0,
            List.of(entry("shaky"), entry("ticking")));
    edge = Edge.start(settings, providers, InstantSource.system(), InstantSource.system());
    EdgePairing.pair(
        new EdgeSettings(
            "pi-1",
            "home",
            DoorSettings.loopback(0),
            Optional.empty(),
            folder,
            Optional.empty(),
            Optional.empty(),
            0,
            List.of()),
        neighbours.uri(),
        neighbours.code,
        URI.create("http://pi-1:8083"));
    controller = new Commander(edge.uri(), neighbours.keys.get("pi-1"), InstantSource.system());
    Eventually.within(SOON, () -> assertThat(shaky.connections).hasValue(1));
  }

  @AfterEach
  void stop() {
    edge.close();
    neighbours.close();
  }

  @Test
  void aDeviceThatIsLostShowsItsPointsAsMissingAndTheOthersGoOn() throws Exception {
    tell(Value.of(21.5));
    shaky.reachable = false;

    shaky.breaks.add("unplugged");

    Eventually.within(
        SOON,
        () -> {
          var state = controller.state(SENSOR.name()).orElseThrow();
          assertThat(state.quality()).isEqualTo(Quality.MISSING);
          assertThat(state.value()).isEqualTo(Value.of(21.5));
        });
    var ticks = neighbours.valuesOf("test.ticks").size();
    Eventually.within(
        SOON, () -> assertThat(neighbours.valuesOf("test.ticks")).hasSizeGreaterThan(ticks));
    assertThat(neighbours.valuesOf(SENSOR.name())).last().asString().contains("missing");
  }

  @Test
  void aLostDeviceIsConnectedAgainAndItsActuatorsAreAsTheyWere() throws Exception {
    controller.set("shaky.relay", Value.ON);

    shaky.breaks.add("unplugged");

    Eventually.within(SOON, () -> assertThat(shaky.connections).hasValue(2));
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.state("shaky.relay").orElseThrow())
                .returns(Value.ON, Reading::value)
                .returns(Quality.GOOD, Reading::quality));
  }

  @Test
  void aCommandToALostDeviceFailsSayingWhy() throws Exception {
    shaky.reachable = false;
    shaky.breaks.add("unplugged");

    Eventually.within(
        SOON,
        () -> {
          var result = controller.set("shaky.relay", Value.ON);
          assertThat(result.stage()).isEqualTo(CommandResult.Stage.FAILED);
          assertThat(result.detail()).contains("device shaky is not connected");
        });
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.set("shaky.relay", Value.ON).detail()).contains("no such port"));
  }

  @Test
  void aCommandThatTheDeviceCannotDoFailsAndTheStateStays() throws Exception {
    controller.set("shaky.relay", Value.OFF);
    shaky.refusal = Optional.of("coil is broken");

    var result = controller.set("shaky.relay", Value.ON);

    assertThat(result.stage()).isEqualTo(CommandResult.Stage.FAILED);
    assertThat(result.detail()).isEqualTo("device shaky: coil is broken");
    assertThat(controller.state("shaky.relay").orElseThrow().value()).isEqualTo(Value.OFF);
  }

  @Test
  void aValueOutOfRangeIsMarkedAndNonsenseIsDropped() throws Exception {
    tell(Value.of(21.5));
    tell(Value.of(850));
    assertThat(controller.state(SENSOR.name()).orElseThrow().quality())
        .isEqualTo(Quality.OUT_OF_RANGE);

    tell(Value.of("warm"));
    shaky.listener.reading(
        Reading.good(new PointId("kitchen.temperature"), Value.of(1), Instant.now()));

    assertThat(controller.state(SENSOR.name()).orElseThrow().value()).isEqualTo(Value.of(850));
    Eventually.within(
        SOON,
        () ->
            assertThat(neighbours.valuesOf(SENSOR.name()))
                .containsExactly("value=21.5", "value=850.0,quality=\"out-of-range\""));
    assertThat(neighbours.lines).noneMatch(it -> it.contains("kitchen.temperature"));
  }

  @Test
  void whatADeviceTurnsOutToHaveIsServedAndAnnounced() throws Exception {
    var fan = Point.onOffActuator("shaky.fan", "fan");
    var device =
        new Device("shaky", "test", Title.NONE, Optional.of("pi-1"), List.of(shaky.sensor, fan));

    shaky.listener.devices(List.of(device));

    assertThat(controller.set("shaky.fan", Value.ON).succeeded()).isTrue();
    assertThat(edge.devices()).contains(device);
    Eventually.within(
        SOON,
        () ->
            assertThat(neighbours.announced.get("pi-1").devices())
                .isEqualTo(edge.devices())
                .contains(device));
    assertThat(controller.points())
        .extracting(it -> it.point().id().name())
        .contains("shaky.fan")
        .doesNotContain("shaky.relay");
  }

  @Test
  void aDeviceCannotTakeThePointsOfAnother() {
    var thief =
        new Device(
            "thief",
            "test",
            Title.NONE,
            Optional.of("pi-1"),
            List.of(Point.onOffActuator("test.ticks", "switch")));
    var before = edge.devices();

    shaky.listener.devices(List.of(thief));

    assertThat(edge.devices()).isEqualTo(before);
  }

  private void tell(Value value) {
    shaky.listener.reading(Reading.good(SENSOR, value, Instant.now()));
  }

  private static DeviceSettings entry(String driver) {
    return new DeviceSettings(
        driver,
        driver,
        Optional.of("test"),
        Title.NONE,
        JsonNodeFactory.instance.objectNode(),
        List.of());
  }
}
