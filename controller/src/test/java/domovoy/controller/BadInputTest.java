package domovoy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.testing.Eventually;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadInputTest {
  @TempDir static Path folder;
  private static TestController controller;
  private static FakeNode node;

  @BeforeAll
  static void start() throws Exception {
    controller = TestController.start(folder);
    node = controller.node("pi-1");
    controller.read("kitchen.temperature", 21.5);
    Eventually.within(
        Duration.ofSeconds(10),
        () -> assertThat(controller.point("kitchen.temperature").has("state")).isTrue());
  }

  @AfterAll
  static void stop() {
    node.close();
    controller.close();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "POST|/api/v1/readings|[{\"point\":|400|[0].body",
        "POST|/api/v1/readings|[{\"point\":\"kitchen.temperatur\",\"value\":1}]|400|[0].point",
        "POST|/api/v1/readings|[{\"value\":1}]|400|[0].point",
        "POST|/api/v1/readings|[{\"point\":\"kitchen.temperature\"}]|400|[0].value",
        "POST|/api/v1/readings|[{\"point\":\"kitchen.temperature\",\"value\":\"warm\"}]|400|[0].value",
        "POST|/api/v1/readings|[{\"point\":\"kitchen.temperature\",\"value\":900}]|400|[0].value",
        "POST|/api/v1/readings|[{\"point\":\"kitchen.temperature\",\"value\":NaN}]|400|[0].value",
        "POST|/api/v1/readings|[{\"point\":\"kitchen.temperature\",\"value\":1,\"unit\":\"kg\"}]|400|[0].unit",
        "POST|/api/v1/readings|[{\"point\":\"kitchen.temperature\",\"value\":1,\"time\":\"2126-01-01T00:00:00Z\"}]|400|[0].time",
        "POST|/api/v1/readings|[{\"point\":\"kitchen.temperature\",\"value\":30},{\"point\":\"kitchen.leak\",\"value\":7}]|400|[1].value",
        "PUT|/api/v1/points/hall.lamp/command|{\"value\":|400|body",
        "PUT|/api/v1/points/hall.lamp/command|{}|400|value",
        "PUT|/api/v1/points/hall.lamp/command|{\"value\":\"blue\"}|400|value",
        "PUT|/api/v1/points/hall.lamp/command|{\"value\":true,\"for\":\"P400D\"}|400|for",
        "PUT|/api/v1/points/hall.lamp/command|{\"value\":true,\"colour\":\"red\"}|400|colour",
        "PUT|/api/v1/points/kitchen.mode/command|{\"value\":\"warm\"}|400|value",
        "PUT|/api/v1/points/kitchen.temperature/command|{\"value\":20}|400|point",
        "PUT|/api/v1/areas/attic|{\"id\":\"cellar\"}|400|id",
        "PUT|/api/v1/areas/attic|{\"id\":\"The Attic\"}|400|area",
        "PUT|/api/v1/devices/new|{\"id\":\"new\",\"area\":\"kitchn\"}|400|devices.new.area",
        "POST|/api/v1/alerts/alertmanager|{}|400|alerts",
        "POST|/api/v1/alerts/alertmanager|{\"alerts\":[{\"status\":\"on\",\"labels\":{},\"startsAt\":\"noon\"}]}|400|alerts[0].startsAt",
        "POST|/api/v1/alerts/grafana|{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"A\"},\"startsAt\":\"2026-01-01T00:00:00Z\",\"annotations\":{\"domovoy_point\":\"hall.lamb\",\"domovoy_value\":\"on\"}}]}|400|alerts[0].domovoy_point",
        "POST|/api/v1/alerts/grafana|{\"alerts\":[{\"status\":\"firing\",\"labels\":{\"alertname\":\"A\"},\"startsAt\":\"2026-01-01T00:00:00Z\",\"annotations\":{\"domovoy_point\":\"hall.lamp\",\"domovoy_value\":\"9\"}}]}|400|alerts[0].domovoy_value",
        "POST|/api/v1/nodes/pair|{\"node\":\"Pi 1\",\"address\":\"nowhere\"}|400|node",
        "GET|/api/v1/points/kitchen.temperature/history?from=yesterday||400|from",
        "GET|/api/v1/points/kitchen.temperature/history?step=often||400|step",
        "GET|/api/v1/points/kitchen.temperature/history?fn=median||400|fn",
        "GET|/api/v1/points/kitchen.temperature/history?zone=Mars/Olympus||400|zone",
        "GET|/api/v1/incidents?limit=0||400|limit",
        "GET|/api/v1/incidents?state=new||400|state",
        "GET|/api/v1/audit?before=last||400|before",
      })
  void whatIsWrongIsNamedAndChangesNothing(
      String method, String path, String body, int status, String field) throws Exception {
    var before = everything();

    var answer =
        switch (method) {
          case "PUT" -> controller.client.put(path, body);
          case "POST" -> controller.client.post(path, body);
          default -> controller.client.get(path);
        };

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.response().headers().firstValue("Content-Type"))
        .contains("application/problem+json");
    assertThat(answer.fields()).contains(field);
    assertThat(everything()).isEqualTo(before);
    assertThat(node.commands).isEmpty();
  }

  @Test
  void aBodyOfAHundredMegabytesIsRefusedUnread() throws Exception {
    var size = 100 << 20;
    var spaces =
        HttpRequest.BodyPublishers.fromPublisher(
            HttpRequest.BodyPublishers.ofByteArrays(
                Collections.nCopies(size >> 16, new byte[1 << 16])),
            size);
    var request =
        controller
            .client
            .request("/api/v1/readings")
            .header("Content-Type", "application/json")
            .POST(spaces);

    var answer =
        controller.client.http().send(request.build(), HttpResponse.BodyHandlers.discarding());

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void anUnknownPointIsNotFoundAndTheNearestNameIsSaid() throws Exception {
    var answer = controller.client.get("/api/v1/points/kitchen.temprature");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().path("detail").asText()).contains("kitchen.temperature");
  }

  @Test
  void aPointThatAnotherDeviceHasIsAConflictThatNamesIt() throws Exception {
    var before = everything();

    var answer =
        controller.client.put(
            "/api/v1/devices/other",
            """
            {"id":"other","area":"kitchen","points":[
              {"id":"hall.lamp","kind":"actuator","quantity":"switch","accepts":{"type":"on-off"}}]}
            """);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().path("detail").asText()).contains("hall.lamp").contains("board");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void anActuatorThatNoNodeOwnsCannotBeSwitchedAndTheAnswerSaysSo() throws Exception {
    var answer =
        controller.client.put("/api/v1/points/bathroom.heater/command", "{\"value\":true}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().path("detail").asText()).contains("no node owns bathroom.heater");
  }

  private static String everything() throws Exception {
    return controller.client.get("/api/v1/house").body().toString()
        + states()
        + controller.client.get("/api/v1/incidents").body();
  }

  private static String states() throws Exception {
    var text = new StringBuilder();
    for (var point : controller.client.get("/api/v1/points").body()) {
      text.append(point.path("id")).append(point.path("state")).append(point.path("control"));
    }
    return text.toString();
  }
}
