package domovoy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.TraceId;
import domovoy.service.Bodies;
import domovoy.service.signing.NodeAnnouncement;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.Signature;
import domovoy.testing.Eventually;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodesTest {
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String COMMAND = "/api/v1/points/hall.lamp/command";

  @TempDir Path folder;
  private TestController controller;

  @BeforeEach
  void start() throws Exception {
    controller = TestController.start(folder);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  private void reachable(boolean wanted) {
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.point("hall.lamp").path("reachable").asBoolean())
                .isEqualTo(wanted));
  }

  private List<String> audit(String action) throws Exception {
    return StreamSupport.stream(controller.client.get("/api/v1/audit").body().spliterator(), false)
        .filter(it -> it.path("action").asText().equals(action))
        .map(
            it ->
                "%s %s %s: %s"
                    .formatted(
                        it.path("who").asText(),
                        it.path("target").asText(),
                        it.path("result").asText(),
                        it.path("detail").asText()))
        .toList();
  }

  @Test
  void aPairedNodeSwitchesItsLampAndThePageAndTheAuditKnow() throws Exception {
    try (var node = controller.node("pi-1");
        var page = new SseClient(controller.client)) {
      reachable(true);

      var answer = controller.client.put(COMMAND, "{\"value\":true,\"reason\":\"dark\"}");

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().path("stage").asText()).isEqualTo("acknowledged");
      assertThat(node.commands).hasSize(1);
      var lamp = controller.point("hall.lamp");
      assertThat(lamp.path("control").path("priority").asInt()).isEqualTo(8);
      assertThat(Instant.parse(lamp.path("control").path("until").asText()))
          .isBetween(Instant.now().plus(Duration.ofMinutes(119)), Instant.now().plusSeconds(7201));
      Eventually.within(
          SOON,
          () -> {
            assertThat(controller.point("hall.lamp").path("state").path("value").asBoolean())
                .isTrue();
            assertThat(page.events)
                .anyMatch(it -> it.startsWith("reading ") && it.contains("hall.lamp"))
                .anyMatch(it -> it.startsWith("control ") && it.contains("hall.lamp"));
          });
      assertThat(audit("point.command"))
          .singleElement()
          .asString()
          .contains("hall.lamp done: on: done");
      var entry = controller.client.get("/api/v1/audit").body().get(0);
      assertThat(entry.path("trace").asText()).isEqualTo(node.commands.getFirst().trace().hex());
      assertThat(entry.path("from").asText()).contains("127.0.0.1");
    }
  }

  @Test
  void aCommandToANodeThatIsDownFailsClearlyAndLeavesNothingHalfDone() throws Exception {
    try (var page = new SseClient(controller.client)) {
      var node = controller.node("pi-1");
      reachable(true);
      node.close();

      var answer = controller.client.put(COMMAND, "{\"value\":true}");

      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body().path("detail").asText())
          .contains("hall.lamp is not changed")
          .contains("nothing listens at " + node.address());
      assertThat(controller.point("hall.lamp").has("control")).isFalse();
      reachable(false);
      assertThat(controller.client.get("/api/v1/nodes").body().get(0).path("reason").asText())
          .contains("nothing listens");
      Eventually.within(
          SOON,
          () ->
              assertThat(page.events)
                  .anyMatch(it -> it.startsWith("node ") && it.contains("\"reachable\":false")));
      assertThat(audit("point.command")).singleElement().asString().contains("failed: on:");

      node.open();
      reachable(true);
      assertThat(controller.client.put(COMMAND, "{\"value\":true}").status()).isEqualTo(200);
      node.close();
    }
  }

  @Test
  void aRestartedControllerTellsItsNodesWhatShallBeAndShowsItsIncidents() throws Exception {
    try (var node = controller.node("pi-1")) {
      reachable(true);
      controller.client.put(COMMAND, "{\"value\":true}");
      controller.read("kitchen.leak", true);
      Eventually.within(SOON, () -> assertThat(node.commands).hasSize(2));
      controller.close();
      node.commands.clear();

      controller = TestController.start(folder);

      Eventually.within(
          SOON,
          () ->
              assertThat(
                      node.commands.stream().map(it -> it.point() + "=" + it.value().orElseThrow()))
                  .contains("hall.lamp=on", "water.main-valve=off"));
      assertThat(controller.client.get("/api/v1/incidents?state=open").body()).hasSize(1);
      assertThat(controller.point("hall.lamp").path("control").path("reason").asText())
          .isEqualTo("set by hand");
    }
  }

  @Test
  void aLeakClosesTheValveAndWhySaysByWhichRuleAndReading() throws Exception {
    try (var node = controller.node("pi-1")) {
      reachable(true);

      controller.read("kitchen.leak", true);

      Eventually.within(SOON, () -> assertThat(node.commands).hasSize(1));
      var why = controller.client.get("/api/v1/points/water.main-valve/why").body();
      var first = why.path("claims").get(0);
      assertThat(first.path("source").asText()).isEqualTo("rule:leak");
      assertThat(first.path("priority").asInt()).isEqualTo(2);
      var explanation = first.path("explanation");
      assertThat(explanation.path("version").asText()).isNotEmpty();
      assertThat(explanation.path("readings").get(0).path("point").asText())
          .isEqualTo("kitchen.leak");
      assertThat(first.path("trace").asText()).isEqualTo(node.commands.getFirst().trace().hex());
      assertThat(why.path("sentence").path("en").asText()).isNotEmpty();
      assertThat(why.path("sentence").path("ru").asText()).isNotEmpty();
      Eventually.within(
          SOON,
          () ->
              assertThat(audit("point.command"))
                  .singleElement()
                  .asString()
                  .startsWith("rule:leak water.main-valve done"));
    }
  }

  @Test
  void whyNamesThePersonAndTheEndAndForASensorItsSource() throws Exception {
    try (var node = controller.node("pi-1")) {
      reachable(true);
      controller.client.put(COMMAND, "{\"value\":true,\"reason\":\"reading a book\"}");
      controller.read("kitchen.temperature", 21.5);
      Eventually.within(
          SOON, () -> assertThat(controller.point("kitchen.temperature").has("state")).isTrue());

      var lamp = controller.client.get("/api/v1/points/hall.lamp/why").body();
      var sensor = controller.client.get("/api/v1/points/kitchen.temperature/why").body();

      assertThat(node.commands).hasSize(1);
      assertThat(lamp.path("sentence").path("en").asText())
          .startsWith("On ")
          .contains("until")
          .contains("reading a book");
      assertThat(lamp.path("sentence").path("ru").asText())
          .startsWith("Включено ")
          .contains(" до ");
      assertThat(sensor.path("sentence").path("en").asText())
          .contains("21.5 °C")
          .contains("kitchen-1");
      assertThat(sensor.path("sentence").path("ru").asText()).contains("21,5 °C");
    }
  }

  @Test
  void aCodePairsOneNodeOnly() throws Exception {
    var code = controller.client.post("/api/v1/nodes/codes", "").body().path("code").asText();
    try (var first =
            new FakeNode("pi-1", TestController.board()).open().pair(controller.uri(), code);
        var second = new FakeNode("pi-2", List.of())) {
      assertThat(first.key()).isNotNull();

      var refused =
          org.assertj.core.api.Assertions.catchThrowable(() -> second.pair(controller.uri(), code));

      assertThat(refused).hasMessageContaining("the code is wrong or no longer valid");
      assertThat(controller.client.get("/api/v1/nodes").body()).hasSize(1);
    }
  }

  @Test
  void aRevokedNodeIsNoLongerHeard() throws Exception {
    try (var node = controller.node("pi-1")) {
      assertThat(node.announce(controller.uri())).isEqualTo(200);

      assertThat(controller.client.delete("/api/v1/nodes/pi-1").status()).isEqualTo(200);

      assertThat(node.announce(controller.uri())).isEqualTo(401);
      assertThat(controller.client.delete("/api/v1/nodes/pi-1").status()).isEqualTo(404);
    }
  }

  @Test
  void aNodeMayNotSpeakForAnother() throws Exception {
    try (var node = controller.node("pi-1")) {
      assertThat(node.announce(controller.uri(), "pi-2", InstantSource.system())).isEqualTo(403);
    }
  }

  @Test
  void unsignedForgedTamperedReplayedAndLateRequestsAreRefusedAndAudited() throws Exception {
    try (var node = controller.node("pi-1")) {
      var body = Bodies.bytes(new NodeAnnouncement(node.address(), TestController.board()));
      var other = Bodies.bytes(new NodeAnnouncement(node.address(), List.of()));
      var target = "/api/v1/nodes/pi-1";
      var good = Signature.sign(node.key(), "PUT", target, body, Instant.now());
      var forged = Signature.sign(NodeKey.random("pi-1"), "PUT", target, body, Instant.now());
      var late = Signature.sign(node.key(), "PUT", target, body, Instant.now().minusSeconds(31));

      assertThat(put(target, "", body)).isEqualTo(401);
      assertThat(put(target, forged.toHeader(), body)).isEqualTo(401);
      assertThat(put(target, good.toHeader(), other)).isEqualTo(401);
      assertThat(put(target, late.toHeader(), body)).isEqualTo(401);
      assertThat(put(target, good.toHeader(), body)).isEqualTo(200);
      assertThat(put(target, good.toHeader(), body)).isEqualTo(401);

      assertThat(audit("node.request"))
          .hasSize(5)
          .allMatch(it -> it.contains("PUT /api/v1/nodes/pi-1 refused: "))
          .anyMatch(it -> it.contains("not signed"))
          .anyMatch(it -> it.contains("does not fit"))
          .anyMatch(it -> it.contains("ago"))
          .anyMatch(it -> it.contains("received before"));
      assertThat(controller.client.get("/api/v1/house").body().toString()).contains("hall.lamp");
    }
  }

  private int put(String target, String authorization, byte[] body) throws Exception {
    var request =
        HttpRequest.newBuilder(controller.uri().resolve(target))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(body))
            .header("traceparent", TraceId.random().toTraceparent());
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void theKeyOfANodeDoesNotLieOpenInTheStore() throws Exception {
    try (var node = controller.node("pi-1")) {
      controller.close();
      var key = node.key().secretAsText().getBytes(java.nio.charset.StandardCharsets.UTF_8);
      try (var files = Files.walk(folder.resolve("data"))) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          assertThat(indexOf(Files.readAllBytes(file), key)).as(file.toString()).isNegative();
        }
      }
      controller = TestController.start(folder);
      reachable(true); // and yet it is there
    }
  }

  private static int indexOf(byte[] all, byte[] part) {
    return new String(all, java.nio.charset.StandardCharsets.ISO_8859_1)
        .indexOf(new String(part, java.nio.charset.StandardCharsets.ISO_8859_1));
  }
}
