package domovoy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.House;
import domovoy.core.Json;
import domovoy.testing.Eventually;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final String ALERT =
      """
      {"receiver":"domovoy","status":"%1$s","version":"4","groupKey":"{}:{alertname=\\"Freezing\\"}",
       "truncatedAlerts":0,"externalURL":"http://alertmanager:9093",
       "groupLabels":{"alertname":"Freezing"},"commonLabels":{"alertname":"Freezing"},"commonAnnotations":{},
       "alerts":[{"status":"%1$s","labels":{"alertname":"Freezing","severity":"critical"},
         "annotations":{"summary":"It freezes in the kitchen","domovoy_point":"kitchen.mode","domovoy_value":"comfort"},
         "startsAt":"2026-01-01T12:00:00.000Z","endsAt":"0001-01-01T00:00:00Z",
         "generatorURL":"http://prometheus:9090/graph","fingerprint":"9f2a1b3c4d5e6f70"}]}
      """;

  @TempDir static Path folder;
  private static TestController controller;

  @BeforeAll
  static void start() throws Exception {
    controller = TestController.start(folder);
  }

  @AfterAll
  static void stop() {
    controller.close();
  }

  @Test
  void aReadingIsShownWithItsPointItsAreaAndItsDevice() throws Exception {
    controller.read("kitchen.temperature", 21.5);

    Eventually.within(
        SOON,
        () -> {
          var point = controller.point("kitchen.temperature");
          assertThat(point.path("state").path("value").asDouble()).isEqualTo(21.5);
          assertThat(point.path("state").path("quality").asText()).isEqualTo("good");
          assertThat(point.path("area").asText()).isEqualTo("kitchen");
          assertThat(point.path("device").asText()).isEqualTo("kitchen-1");
          assertThat(point.path("unit").asText()).isEqualTo("Cel");
          assertThat(point.path("reachable").asBoolean()).isTrue();
        });
  }

  @Test
  void aReadingInAnotherUnitIsConverted() throws Exception {
    var answer =
        controller.client.post(
            "/api/v1/readings", "{\"point\":\"bathroom.humidity\",\"value\":0.5,\"unit\":\"1\"}");

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.point("bathroom.humidity").path("state").path("value").asDouble())
                .isEqualTo(50));
  }

  @Test
  void theHouseIsSentOnceAndThenOnlyWhenItHasChanged() throws Exception {
    var first = controller.client.get("/api/v1/house");
    var tag = first.response().headers().firstValue("ETag").orElseThrow();
    assertThat(Json.json().treeToValue(first.body(), House.class).points()).isNotEmpty();

    assertThat(house(tag).statusCode()).isEqualTo(304);
    controller.client.put("/api/v1/areas/attic", "{\"id\":\"attic\",\"title\":{\"en\":\"Attic\"}}");
    controller.client.put("/api/v1/areas/attic", "{\"id\":\"attic\",\"title\":{\"en\":\"Attic\"}}");
    assertThat(house(tag).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> house(String tag) throws Exception {
    return controller
        .client
        .http()
        .send(
            controller.client.request("/api/v1/house").header("If-None-Match", tag).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aDeviceIsAddedAndAddingItAgainChangesNothing() throws Exception {
    var device =
        """
        {"id":"yard-1","area":"kitchen","points":[
          {"id":"yard.temperature","kind":"sensor","quantity":"temperature","unit":"Cel",
           "accepts":{"type":"number","minimum":-60,"maximum":60}}]}
        """;

    assertThat(controller.client.put("/api/v1/devices/yard-1", device).status()).isEqualTo(200);
    var tag = controller.client.get("/api/v1/house").response().headers().firstValue("ETag");
    assertThat(controller.client.put("/api/v1/devices/yard-1", device).status()).isEqualTo(200);

    assertThat(controller.client.get("/api/v1/house").response().headers().firstValue("ETag"))
        .isEqualTo(tag);
    controller.read("yard.temperature", -12);
    Eventually.within(
        SOON, () -> assertThat(controller.point("yard.temperature").has("state")).isTrue());
  }

  @Test
  void anAlertFromAlertmanagerAndFromGrafanaIsOneIncidentAndSetsItsPoint() throws Exception {
    var firing = ALERT.formatted("firing");

    assertThat(controller.client.post("/api/v1/alerts/alertmanager", firing).status())
        .isEqualTo(200);
    assertThat(controller.client.post("/api/v1/alerts/grafana", firing).status()).isEqualTo(200);

    Eventually.within(
        SOON,
        () -> {
          var mode = controller.point("kitchen.mode");
          assertThat(mode.path("state").path("value").asText()).isEqualTo("comfort");
          assertThat(mode.path("control").path("source").asText()).startsWith("alert:Freezing");
        });
    var incidents = controller.client.get("/api/v1/incidents").body();
    assertThat(incidents).hasSize(1);
    assertThat(incidents.get(0).path("severity").asText()).isEqualTo("critical");
    var id = incidents.get(0).path("id").asText();
    var seen = controller.client.post("/api/v1/incidents/" + id + "/acknowledge", "");
    assertThat(seen.body().path("state").asText()).isEqualTo("acknowledged");

    controller.client.post("/api/v1/alerts/alertmanager", ALERT.formatted("resolved"));
    Eventually.within(
        SOON,
        () -> {
          assertThat(controller.client.get("/api/v1/incidents?state=resolved").body()).hasSize(1);
          assertThat(controller.point("kitchen.mode").has("control")).isFalse();
        });
  }

  @Test
  void theRulesThatCanRunAreListedAndWhatIsWrongWithTheOthersIsSaid() throws Exception {
    var faults = controller.client.get("/api/v1/rules/faults").body();

    assertThat(faults.path("rules.yaml").toString())
        .contains("water.main-valve") // no node has announced it
        .contains("bathroom.fan");
    try (var node = controller.node("pi-rules")) {
      var rules = controller.client.get("/api/v1/rules").body();
      assertThat(node.key()).isNotNull();
      assertThat(rules).hasSize(2);
      assertThat(rules.get(0).path("when").asText()).isEqualTo("kitchen.leak");
      assertThat(rules.get(0).path("status").path("phase").asText()).isNotEmpty();
      assertThat(controller.client.get("/api/v1/rules/faults").body()).isEmpty();
    } finally {
      controller.client.delete("/api/v1/nodes/pi-rules");
    }
  }

  @Test
  void withoutTheHistoryStoreTheHistoryIsNotAvailableAndTheRestIs() throws Exception {
    var answer = controller.client.get("/api/v1/points/kitchen.temperature/history?step=1h");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(controller.client.get("/health/live").status()).isEqualTo(200);
    assertThat(controller.client.get("/health/ready").status()).isEqualTo(200);
  }

  @Test
  void itsOwnFiguresAreServedForPrometheus() throws Exception {
    var figures = controller.client.get("/metrics").response().body();

    assertThat(figures)
        .contains("domovoy_controller_inputs_waiting")
        .contains("domovoy_controller_incidents_open")
        .contains("domovoy_http_request_duration_seconds");
  }
}
