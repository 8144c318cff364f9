package domovoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import domovoy.core.Value;
import domovoy.edge.Edge;
import domovoy.edge.EdgePairing;
import domovoy.edge.EdgeSettings;
import domovoy.service.LocalInstance;
import domovoy.service.Settings;
import domovoy.service.signing.PairingCode;
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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that run on a node, given by a controller which is a process of its own and is killed. */
class ReflexTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final int controllerPort = Program.freePort();
  private final int edgePort = Program.freePort();
  private Path controllerConfig;
  private EdgeSettings edgeSettings;
  private Program controller;
  private Edge edge;

  @BeforeEach
  void startAndPair() throws Exception {
    SwitchboardProvider.forgetAll();
    controllerConfig = folder.resolve("controller.yaml");
    Files.writeString(
        folder.resolve("house.yaml"),
        """
        site: {id: home, zone: Europe/Moscow}
        areas: [{id: attic}]
        devices:
          - id: attic-1
            area: attic
            points: [{id: attic.leak, kind: sensor, quantity: leak, accepts: {type: on-off}}]
        """);
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        rules:
          - id: leak-here
            title: {en: A leak in the kitchen, ru: Протечка на кухне}
            priority: life-safety
            when: kitchen.leak
            unknown: hold
            then:
              - set: {point: water.main-valve, value: off}
              - incident: {severity: critical, title: Water leaks in the kitchen}
          - id: leak-elsewhere
            priority: life-safety
            when: attic.leak
            unknown: hold
            then:
              - set: {point: water.main-valve, value: off}
        """);
    Files.writeString(
        controllerConfig,
        "http: {port: %d}%ndata: %s%nhouse: %s%nrules: %s%n"
            .formatted(
                controllerPort,
                data(),
                folder.resolve("house.yaml"),
                folder.resolve("rules.yaml")));
    startController();
    edgeSettings = edgeSettings();
    var code =
        Json.json().readTree(send("POST", "/api/v1/nodes/codes", "").body()).path("code").asText();
    EdgePairing.pair(
        edgeSettings,
        LocalInstance.of(data()).controller(),
        PairingCode.parse(code),
        URI.create("http://127.0.0.1:" + edgePort));
    edge = Edge.start(edgeSettings);
    Eventually.within(
        SOON, () -> assertThat(place("leak-here").path("on").asText()).isEqualTo("pi-1"));
  }

  @AfterEach
  void stop() {
    edge.close();
    controller.close();
    http.close();
  }

  @Test
  void everyRuleShowsWhereItRunsAndALifeSafetyRuleThatNeedsTheNetworkIsWarnedOf() throws Exception {
    var here = place("leak-here");
    assertThat(here.has("warning")).isFalse();
    assertThat(here.has("moving")).isFalse();
    assertThat(rule("leak-here").path("status").path("phase").asText()).isEqualTo("idle");
    var elsewhere = place("leak-elsewhere");
    assertThat(elsewhere.path("on").asText()).isEqualTo("controller");
    assertThat(elsewhere.path("warning").asText())
        .contains("network")
        .contains("attic.leak belongs to no edge node");
  }

  @Test
  void aLeakIsActedOnWithTheControllerKilledAndToldWithItsTimeWhenItIsBack() throws Exception {
    controller.kill();
    edge.close();
    edge = Edge.start(edgeSettings); // from its disk alone
    assertThat(SwitchboardProvider.look("water.main-valve")).isEqualTo(Value.ON);

    var before = Instant.now();
    SwitchboardProvider.move("kitchen.leak", Value.ON);
    Eventually.within(SOON, () -> assertThat(valve()).isEqualTo(Value.OFF));
    var after = Instant.now();
    edge.close();
    edge = Edge.start(edgeSettings);
    assertThat(valve()).as("still closed").isEqualTo(Value.OFF);

    startController();

    Eventually.within(SOON, () -> assertThat(incidents()).hasSize(1));
    var incident = incidents().getFirst();
    assertThat(Instant.parse(incident.path("opened").asText())).isBetween(before, after);
    assertThat(incident.path("source").asText()).isEqualTo("rule:leak-here");
    Eventually.within(
        SOON,
        () ->
            assertThat(get("/api/v1/points/water.main-valve").path("control").toString())
                .contains("rule:leak-here"));
    assertThat(audit())
        .anySatisfy(
            it -> {
              assertThat(it.path("who").asText()).isEqualTo("rule:leak-here");
              assertThat(it.path("target").asText()).isEqualTo("water.main-valve");
              assertThat(it.path("detail").asText()).contains("by node pi-1 itself at 20");
            });
    assertThat(place("leak-here").path("on").asText()).isEqualTo("pi-1");

    SwitchboardProvider.move("kitchen.leak", Value.OFF);
    Eventually.within(SOON, () -> assertThat(valve()).isEqualTo(Value.ON));
    Eventually.within(
        SOON,
        () -> assertThat(incidents().getFirst().path("state").asText()).isEqualTo("resolved"));
    assertThat(incidents()).hasSize(1);
  }

  @Test
  void aPersonIsKeptBeneathTheRuleAndDecidesWhenItIsOverEvenWithTheControllerDead()
      throws Exception {
    SwitchboardProvider.move("kitchen.leak", Value.ON);
    Eventually.within(SOON, () -> assertThat(incidents()).hasSize(1));

    var answer = send("PUT", "/api/v1/points/water.main-valve/command", "{\"value\":true}");

    assertThat(answer.body()).contains("rule:leak-here");
    assertThat(valve()).isEqualTo(Value.OFF);
    controller.kill();
    SwitchboardProvider.move("kitchen.leak", Value.OFF);
    Eventually.within(SOON, () -> assertThat(valve()).isEqualTo(Value.ON));
  }

  @Test
  void aChangedRuleReachesTheNodeAndWhatTheOldOneHeldIsGivenUp() throws Exception {
    SwitchboardProvider.move("kitchen.leak", Value.ON);
    Eventually.within(SOON, () -> assertThat(incidents()).hasSize(1));
    var version = rule("leak-here").path("version").asText();

    var text =
        rule("leak-here")
            .path("text")
            .asText()
            .replace("when: kitchen.leak", "when: '!kitchen.leak'");
    var body = Json.json().writeValueAsString(Map.of("text", text, "note", "the other way round"));
    var answer = send("PUT", "/api/v1/rules/leak-here", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    Eventually.within(SOON, () -> assertThat(valve()).isEqualTo(Value.ON));
    Eventually.within(
        SOON,
        () ->
            assertThat(rule("leak-here").path("status").path("version").asText())
                .isNotEqualTo(version));
    SwitchboardProvider.move("kitchen.leak", Value.OFF);
    Eventually.within(SOON, () -> assertThat(valve()).isEqualTo(Value.OFF));
  }

  private void startController() {
    controller =
        Program.java(
            Main.class, List.of(), List.of("controller", "--config", controllerConfig.toString()));
    controller.awaitLine("controller is at", SOON);
  }

  private Path data() {
    return folder.resolve("controller");
  }

  private static Value valve() {
    return SwitchboardProvider.look("water.main-valve");
  }

  private JsonNode rule(String id) throws Exception {
    return get("/api/v1/rules/" + id);
  }

  private JsonNode place(String id) throws Exception {
    return StreamSupport.stream(get("/api/v1/rules").spliterator(), false)
        .filter(it -> it.path("id").asText().equals(id))
        .findFirst()
        .map(it -> it.path("place"))
        .orElseThrow(() -> new AssertionError("no rule " + id));
  }

  private List<JsonNode> incidents() throws Exception {
    return list("/api/v1/incidents")
        .filter(it -> it.path("key").asText().startsWith("leak-here"))
        .toList();
  }

  private List<JsonNode> audit() throws Exception {
    return list("/api/v1/audit").toList();
  }

  private Stream<JsonNode> list(String path) throws Exception {
    return StreamSupport.stream(get(path).spliterator(), false);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return Json.json().readTree(send("GET", path, "").body());
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var instance = LocalInstance.of(data());
    return http.send(
        HttpRequest.newBuilder(instance.controller().resolve(path))
            .header("Authorization", "Bearer " + instance.token())
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private EdgeSettings edgeSettings() throws IOException {
    var file = folder.resolve("edge.yaml");
    Files.writeString(
        file,
        """
        node: pi-1
        http: {port: %d}
        data: %s
        devices:
          - id: water
            driver: switchboard
            area: cellar
            points:
              - id: water.main-valve
                kind: actuator
                quantity: valve
                accepts: {type: on-off}
                safe: {value: true}
              - {id: kitchen.leak, kind: sensor, quantity: leak, accepts: {type: on-off}}
        """
            .formatted(edgePort, folder.resolve("edge")));
    return Settings.load(EdgeSettings.class, "edge", Optional.of(file), Map.of());
  }
}
