package domovoy.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.CommandResult;
import domovoy.core.InvalidInputException;
import domovoy.core.Quality;
import domovoy.core.Value;
import domovoy.edge.driver.gpio.MockPins;
import domovoy.service.Settings;
import domovoy.service.signing.NodeKey;
import domovoy.testing.Eventually;
import domovoy.testing.ManualClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir private Path folder;

  private final ManualClock steady = ManualClock.at("2026-01-01T12:00:00Z");
  private FakeNeighbours neighbours;
  private EdgeSettings settings;
  private Edge edge;
  private Commander controller;

  @BeforeEach
  void pairAndStart() throws Exception {
    neighbours = new FakeNeighbours(0);
    settings = settings("");
    EdgePairing.pair(settings, neighbours.uri(), neighbours.code, URI.create("http://pi-1:8083"));
    start();
  }

  @AfterEach
  void stop() {
    edge.close();
    neighbours.close();
  }

  @Test
  void aCommandSwitchesThePinAndTheNewStateComesBack() throws Exception {
    assertThat(MockPins.isHigh(17)).as("active low, off").isTrue();

    var result = controller.set("boiler-room.relay", Value.ON);

    assertThat(result.stage()).isEqualTo(CommandResult.Stage.ACKNOWLEDGED);
    assertThat(result.state().orElseThrow().value()).isEqualTo(Value.ON);
    assertThat(MockPins.isHigh(17)).isFalse();
    assertThat(controller.state("boiler-room.relay").orElseThrow().value()).isEqualTo(Value.ON);
    Eventually.within(
        SOON,
        () ->
            assertThat(neighbours.valuesOf("boiler-room.relay"))
                .containsExactly("value=0.0", "value=1.0"));
    assertThat(neighbours.tokens).containsOnly("Bearer " + FakeNeighbours.TOKEN);
  }

  @Test
  void anInputIsTold() throws Exception {
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.state("kitchen.leak").orElseThrow().value())
                .isEqualTo(Value.OFF));

    MockPins.drive(27, true);

    Eventually.within(
        SOON, () -> assertThat(neighbours.valuesOf("kitchen.leak")).contains("value=1.0"));
    assertThat(controller.state("kitchen.leak").orElseThrow().value()).isEqualTo(Value.ON);
  }

  @Test
  void aDimmerTakesANumberWithinItsRange() throws Exception {
    assertThat(controller.set("hall.light", Value.of(40)).succeeded()).isTrue();
    assertThat(MockPins.dutyCycle(0)).isEqualTo(40);

    assertRefused(400, "value", "hall.light", "101");
    assertThat(MockPins.dutyCycle(0)).isEqualTo(40);
  }

  @Test
  void theNodeAnnouncesItselfAndItsDevices() {
    Eventually.within(SOON, () -> assertThat(neighbours.announced).containsKey("pi-1"));

    var announcement = neighbours.announced.get("pi-1");
    assertThat(announcement.address()).isEqualTo(URI.create("http://pi-1:8083"));
    assertThat(announcement.devices()).isEqualTo(edge.devices());
    assertThat(announcement.devices())
        .allSatisfy(it -> assertThat(it.node()).contains("pi-1"))
        .extracting(it -> it.id())
        .containsExactly("boiler-relay", "leak-sensor", "hall-light");
  }

  @Test
  void thePairingIsReadableByItsOwnerAlone() throws Exception {
    for (var file : List.of("node.key", "pairing.json")) {
      assertThat(Files.getPosixFilePermissions(folder.resolve("data").resolve(file)))
          .extracting(Enum::name)
          .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }
  }

  @Test
  void unsignedForeignAndRepeatedRequestsAreRefusedAndNothingMoves() throws Exception {
    var body =
        """
        {"id":"1","point":"boiler-room.relay","value":true,"priority":8,"source":"person:eve",
         "reason":"","requested":"2026-01-01T12:00:00Z","trace":"0123456789abcdef0123456789abcdef"}
        """
            .getBytes(StandardCharsets.UTF_8);
    var stranger = new Commander(edge.uri(), NodeKey.random("pi-1"), InstantSource.system());
    var late =
        new Commander(
            edge.uri(),
            neighbours.keys.get("pi-1"),
            () -> InstantSource.system().instant().minusSeconds(31));

    assertThat(plain("POST", "/api/v1/commands", body).statusCode()).isEqualTo(401);
    assertThat(plain("GET", "/api/v1/points", new byte[0]).statusCode()).isEqualTo(401);
    assertThat(stranger.send("POST", "/api/v1/commands", body).statusCode()).isEqualTo(401);
    assertThat(late.send("POST", "/api/v1/commands", body).statusCode()).isEqualTo(401);
    assertThat(MockPins.isHigh(17)).isTrue();
    assertThat(metrics()).contains("domovoy_edge_requests_refused_total 4.0");
  }

  @Test
  void aRepeatedCommandIsAnsweredAsBeforeAndDoneOnce() throws Exception {
    var command =
        controller.command("same", "boiler-room.relay", Optional.of(Value.ON), Optional.empty());
    var first = controller.send(command);
    controller.set("boiler-room.relay", Value.OFF);

    var again = controller.send(command);

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(MockPins.isHigh(17)).as("still off").isTrue();
  }

  @Test
  void whatMakesNoSenseIsRefusedNamingTheFieldAndNothingMoves() throws Exception {
    assertRefused(400, "point", "boiler-room.rellay", "true");
    assertRefused(400, "point", "kitchen.leak", "true");
    assertRefused(400, "value", "boiler-room.relay", "\"maybe\"");
    assertRefused(400, "body", "boiler-room.relay", "NaN");
    assertRefused(400, "value", "boiler-room.relay", "\"NaN\"");
    assertRefused(400, "value", "boiler-room.relay", "{}");
    assertRefused(400, "value", "boiler-room.relay", "2");
    assertRefused(400, "until", "boiler-room.relay", "true,\"until\":\"2020-01-01T00:00:00Z\"");
    assertRefused(400, "until", "boiler-room.relay", "true,\"until\":\"2999-01-01T00:00:00Z\"");
    assertRefused(400, "wish", "boiler-room.relay", "true,\"wish\":1");
    assertThat(controller.send("POST", "/api/v1/commands", "{".getBytes()).statusCode())
        .isEqualTo(400);
    assertThat(controller.send("POST", "/api/v1/commands", new byte[100_000]).statusCode())
        .isEqualTo(413);
    assertThat(MockPins.isHigh(17)).isTrue();
  }

  @Test
  void aClaimFromTheFutureIsRefused() throws Exception {
    var ahead =
        new Commander(
            edge.uri(),
            neighbours.keys.get("pi-1"),
            () -> InstantSource.system().instant().plusSeconds(20));
    var farAhead =
        new Commander(
            edge.uri(),
            neighbours.keys.get("pi-1"),
            () -> InstantSource.system().instant().plusSeconds(3_600));
    var command =
        farAhead.command("1", "boiler-room.relay", Optional.of(Value.ON), Optional.empty());

    var answer = ahead.send(command);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("requested");
  }

  @Test
  void aSilentCommanderLosesTheRelayAndAPollIsEnoughToKeepIt() throws Exception {
    controller.set("boiler-room.relay", Value.ON);

    steady.advance(Duration.ofSeconds(89));
    controller.points();
    steady.advance(Duration.ofSeconds(89));
    controller.points();
    assertThat(MockPins.isHigh(17)).as("kept on").isFalse();

    steady.advance(Duration.ofSeconds(90));
    Eventually.within(SOON, () -> assertThat(MockPins.isHigh(17)).isTrue());
    Eventually.within(
        SOON, () -> assertThat(neighbours.valuesOf("boiler-room.relay")).endsWith("value=0.0"));
  }

  @Test
  void aRefusedCommandSaysWhichProtectionRefusedIt() throws Exception {
    controller.set("boiler-room.relay", Value.ON);
    controller.set("boiler-room.relay", Value.OFF);
    steady.advance(Duration.ofSeconds(4));

    var result = controller.set("boiler-room.relay", Value.ON);

    assertThat(result.stage()).isEqualTo(CommandResult.Stage.REFUSED);
    assertThat(result.protection()).contains("minimum-off");
    assertThat(result.detail()).contains("possible again in 1 s");
    steady.advance(Duration.ofSeconds(1));
    assertThat(controller.set("boiler-room.relay", Value.ON).succeeded()).isTrue();
  }

  @Test
  void aStoppingNodeLeavesLeasedActuatorsSafeAndRestartsWithTheOthersAsTheyWere() throws Exception {
    controller.set("boiler-room.relay", Value.ON);
    controller.set("hall.light", Value.of(70));

    edge.close();
    assertThat(MockPins.isHeld(17)).isFalse();
    start();

    assertThat(MockPins.isHigh(17)).as("off").isTrue();
    assertThat(MockPins.dutyCycle(0)).isEqualTo(70);
  }

  @Test
  void whatWasMeasuredWhileTheCollectorWasAwayArrivesInOrderWithItsTimes() throws Exception {
    Eventually.within(
        SOON, () -> assertThat(neighbours.valuesOf("hall.light")).containsExactly("value=0.0"));
    neighbours.collectorAnswers = 503;
    for (var percent = 1; percent <= 5; percent++) {
      controller.set("hall.light", Value.of(percent));
    }
    edge.close();
    start();
    neighbours.collectorAnswers = 204;

    Eventually.within(
        Duration.ofSeconds(40),
        () ->
            assertThat(neighbours.valuesOf("hall.light"))
                .containsSubsequence(
                    "value=1.0", "value=2.0", "value=3.0", "value=4.0", "value=5.0"));
    var times =
        neighbours.lines.stream()
            .filter(it -> it.contains("point=hall.light"))
            .map(it -> Long.parseLong(it.substring(it.lastIndexOf(' ') + 1)))
            .toList();
    assertThat(times).isSorted();
  }

  @Test
  void aNodePairedAnewWhileItRunsTakesTheNewKeyUp() throws Exception {
    var oldKey = neighbours.keys.get("pi-1");
    EdgePairing.pair(settings, neighbours.uri(), neighbours.code, URI.create("http://pi-1:8083"));

    var withNewKey = new Commander(edge.uri(), neighbours.keys.get("pi-1"), InstantSource.system());
    var withOldKey = new Commander(edge.uri(), oldKey, InstantSource.system());

    assertThat(withNewKey.set("boiler-room.relay", Value.ON).succeeded()).isTrue();
    assertThat(withOldKey.send("GET", "/api/v1/points", new byte[0]).statusCode()).isEqualTo(401);
  }

  @Test
  void healthAndMetricsAreOpen() throws Exception {
    assertThat(plain("GET", "/health/live", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(plain("GET", "/health/ready", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(metrics()).contains("domovoy_edge_device_up{device=\"boiler-relay\",} 1.0");
  }

  @Test
  void aSecondNodeOnTheSameDataIsRefused() {
    assertThatThrownBy(() -> Edge.start(settings))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("buffer");
  }

  private void start() throws Exception {
    edge = Edge.start(settings, Drivers.installed(), InstantSource.system(), steady);
    controller = new Commander(edge.uri(), neighbours.keys.get("pi-1"), InstantSource.system());
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.points())
                .allSatisfy(
                    it ->
                        assertThat(it.reading().orElseThrow().quality()).isEqualTo(Quality.GOOD)));
    steady.advance(Duration.ofSeconds(5)); // the relay's minimum-off time
  }

  private EdgeSettings settings(String more) throws Exception {
    var file = folder.resolve("edge.yaml");
    Files.writeString(
        file,
        """
        node: pi-1
        http: {port: 0}
        devices:
          - id: boiler-relay
            driver: gpio-output
            area: boiler-room
            title: {en: Boiler relay, ru: Реле котла}
            settings: {pin: 17, active-low: true}
            points:
              - id: boiler-room.relay
                kind: actuator
                quantity: switch
                accepts: {type: on-off}
                safe: {value: false, lease: PT90S, minimum-off: PT5S}
          - id: leak-sensor
            driver: gpio-input
            area: kitchen
            settings: {pin: 27, debounce: PT0.005S}
            points:
              - {id: kitchen.leak, kind: sensor, quantity: leak, accepts: {type: on-off}}
          - id: hall-light
            driver: pwm-output
            area: hall
            settings: {channel: 0}
            points:
              - id: hall.light
                kind: actuator
                quantity: brightness
                unit: '%%'
                accepts: {type: number, minimum: 0, maximum: 100}
                safe: {value: 0}
        %s
        """
            .formatted(more));
    return Settings.load(
        EdgeSettings.class,
        "edge",
        Optional.of(file),
        Map.of("DOMOVOY_EDGE_DATA", folder.resolve("data").toString()));
  }

  private void assertRefused(int status, String field, String point, String value)
      throws Exception {
    var body =
        """
        {"id":"%s","point":"%s","value":%s,"priority":8,"source":"person:anna","reason":"",
         "requested":"%s","trace":"0123456789abcdef0123456789abcdef"}
        """
            .formatted(point + value.hashCode(), point, value, InstantSource.system().instant());
    var answer = controller.send("POST", "/api/v1/commands", body.getBytes(StandardCharsets.UTF_8));
    var text = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(text).isEqualTo(status);
    assertThat(text).contains(field + ": expected");
  }

  private String metrics() throws Exception {
    return plain("GET", "/metrics", new byte[0]).body();
  }

  private HttpResponse<String> plain(String method, String target, byte[] body) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(edge.uri().resolve(target))
              .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
