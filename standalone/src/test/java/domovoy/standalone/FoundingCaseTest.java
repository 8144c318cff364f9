package domovoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import domovoy.service.LocalInstance;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.Signature;
import domovoy.testing.Eventually;
import domovoy.testing.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server, and a node with a relay: two processes, paired with the commands that people type. */
class FoundingCaseTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String COMMAND = "/api/v1/points/boiler-room.relay/command";

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Path edgeConfig;
  private int edgePort;
  private Program controller;
  private Program edge;

  @BeforeEach
  void startAndPair() throws IOException {
    edgePort = Program.freePort();
    edgeConfig = folder.resolve("edge.yaml");
    Files.writeString(
        edgeConfig,
        """
        node: pi-1
        http: {port: %d}
        data: %s
        devices:
          - id: boiler-relay
            driver: gpio-output
            area: boiler-room
            settings: {pin: 17}
            points:
              - id: boiler-room.relay
                kind: actuator
                quantity: switch
                accepts: {type: on-off}
                safe: {value: false, lease: PT2M}
        """
            .formatted(edgePort, folder.resolve("edge")));
    var controllerConfig = folder.resolve("controller.yaml");
    Files.writeString(
        controllerConfig, "http: {port: %d}%ndata: %s%n".formatted(Program.freePort(), data()));
    controller = start("controller", "--config", controllerConfig.toString());
    controller.awaitLine("controller is at", SOON);
    edge = start("edge", "--config", edgeConfig.toString());
    edge.awaitLine("edge node is at", SOON);
    pair();
  }

  @AfterEach
  void stop() {
    Stream.of(edge, controller).forEach(Program::close);
    http.close();
  }

  private Path data() {
    return folder.resolve("controller");
  }

  private static Program start(String... arguments) {
    return Program.java(Main.class, List.of(), List.of(arguments));
  }

  private void pair() {
    String code;
    try (var asking = start("controller", "code", "--data", data().toString())) {
      assertThat(asking.exitCode(SOON)).as(asking.output()).isZero();
      code = asking.output().split(" ")[0];
    }
    try (var pairing =
        start(
            "edge",
            "pair",
            "--config",
            edgeConfig.toString(),
            "--controller",
            LocalInstance.of(data()).controller().toString(),
            "--code",
            code)) {
      assertThat(pairing.exitCode(SOON)).as(pairing.output()).isZero();
    }
    Eventually.within(SOON, () -> assertThat(relay().path("reachable").asBoolean()).isTrue());
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var instance = LocalInstance.of(data());
    return http.send(
        HttpRequest.newBuilder(instance.controller().resolve(path))
            .header("Authorization", "Bearer " + instance.token())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return Json.json().readTree(send("GET", path, "").body());
  }

  private JsonNode relay() throws IOException, InterruptedException {
    return get("/api/v1/points/boiler-room.relay");
  }

  private Stream<JsonNode> audit(String action) throws IOException, InterruptedException {
    return StreamSupport.stream(get("/api/v1/audit").spliterator(), false)
        .filter(it -> it.path("action").asText().contains(action));
  }

  @Test
  void aCommandSwitchesThePinOfTheNodeAndTheAuditHasAllOfIt() throws Exception {
    var answer = send("PUT", COMMAND, "{\"value\":true,\"reason\":\"it is cold\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var result = Json.json().readTree(answer.body());
    assertThat(result.path("stage").asText()).isIn("acknowledged", "confirmed");
    Eventually.within(
        SOON, () -> assertThat(relay().path("state").path("value").asBoolean()).isTrue());
    var record = audit("command").findFirst().orElseThrow();
    assertThat(record.path("who").asText()).contains("command-line");
    assertThat(record.path("target").asText()).isEqualTo("boiler-room.relay");
    assertThat(record.path("from").asText()).contains("127.0.0.1");
    assertThat(record.path("trace").asText()).matches("[0-9a-f]{32}");
    assertThat(Instant.parse(record.path("time").asText())).isBefore(Instant.now());
    assertThat(get("/api/v1/points/boiler-room.relay/why").toString()).contains("it is cold");
  }

  @Test
  void aNodeThatIsGoneFailsTheCommandWithinItsDeadlineAndHoldsNothing() throws Exception {
    edge.kill();
    var began = System.nanoTime();

    var answer = send("PUT", COMMAND, "{\"value\":true}");

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(500);
    assertThat(answer.body()).contains("pi-1");
    Eventually.within(SOON, () -> assertThat(relay().path("reachable").asBoolean()).isFalse());
    assertThat(relay().path("control").path("priority").asInt(16)).isEqualTo(16);

    edge = start("edge", "--config", edgeConfig.toString());
    Eventually.within(SOON, () -> assertThat(relay().path("reachable").asBoolean()).isTrue());
    assertThat(relay().path("state").path("value").asBoolean()).isFalse();
  }

  @Test
  void unsignedTamperedReplayedAndLateRequestsToTheNodeAreRefusedAndAudited() throws Exception {
    var text = Files.readString(folder.resolve("edge/node.key")).strip();
    var key = NodeKey.fromText("pi-1", text);
    var now = Instant.now();
    var good = Signature.sign(key, "GET", "/api/v1/points", new byte[0], now).toHeader();
    var late =
        Signature.sign(key, "GET", "/api/v1/points", new byte[0], now.minusSeconds(45)).toHeader();
    var ofAnother = Signature.sign(key, "GET", "/api/v1/other", new byte[0], now).toHeader();

    assertThat(asked("")).isEqualTo(401);
    assertThat(asked(good)).isEqualTo(200);
    assertThat(asked(good)).isEqualTo(401);
    assertThat(asked(late)).isEqualTo(401);
    assertThat(asked(ofAnother)).isEqualTo(401);

    Eventually.within(
        SOON,
        () ->
            assertThat(audit("node.request").filter(it -> !isOfTheHeartbeat(it)))
                .satisfiesExactlyInAnyOrder(
                    it -> refused(it, "not signed", now),
                    it -> refused(it, "received before", now),
                    it -> refused(it, "signed 45 s ago", now),
                    it -> refused(it, "does not fit", now)));
    assertThat(edge.output()).contains("refused GET /api/v1/points");
  }

  /** The controller may ask before the node has taken up its key. */
  private static boolean isOfTheHeartbeat(JsonNode refusal) {
    return refusal.path("detail").asText().contains("not paired");
  }

  private static void refused(JsonNode refusal, String detail, Instant since) {
    assertThat(refusal.path("detail").asText()).contains(detail);
    assertThat(refusal.path("result").asText()).isEqualTo("refused");
    assertThat(refusal.path("target").asText()).isEqualTo("GET /api/v1/points at node pi-1");
    assertThat(refusal.path("from").asText()).isEqualTo("127.0.0.1");
    assertThat(Instant.parse(refusal.path("time").asText()))
        .isBetween(since.minusSeconds(1), since.plusSeconds(20));
  }

  private int asked(String authorization) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/points".formatted(edgePort)));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Test
  void theKeyOfTheNodeIsNowhereInThePlainOnTheControllersDisk() throws Exception {
    var key = Files.readString(folder.resolve("edge/node.key")).strip();
    assertThat(key).hasSizeGreaterThan(20);
    try (var files = Files.walk(data())) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(
                new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(key);
      }
    }
  }
}
