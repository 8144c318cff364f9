package domovoy.standalone.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import domovoy.alerting.backtest.BacktestReport;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.service.Bodies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/** Asks a controller to run rules over the history that it knows. */
final class RunningHouseClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofMinutes(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI controller;
  private final String token;

  RunningHouseClient(URI controller, String token) {
    this.controller = controller;
    this.token = token;
  }

  BacktestReport backtest(Map<String, Object> question) throws InterruptedException {
    var body = HttpRequest.BodyPublishers.ofByteArray(Bodies.bytes(question));
    var answer =
        ask(
            request("/api/v1/rules/backtest")
                .header("Content-Type", "application/json")
                .POST(body));
    try {
      return Json.json().treeToValue(answer, BacktestReport.class);
    } catch (JsonProcessingException e) {
      throw Json.explain("--controller", e);
    }
  }

  /** The zone of the house's site. */
  ZoneId zone() throws InterruptedException {
    return ZoneId.of(ask(request("/api/v1/house").GET()).path("site").path("zone").asText("UTC"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(controller.resolve(path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token);
  }

  private JsonNode ask(HttpRequest.Builder request) throws InterruptedException {
    try {
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var json = Json.json().readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new InvalidInputException(
            "controller",
            "to run the rules",
            "%d: %s".formatted(answer.statusCode(), json.path("detail").asText(answer.body())));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("--controller", "a controller of Domovoy", "" + controller);
    } catch (IOException e) {
      throw new InvalidInputException(
          "--controller",
          "a running controller",
          "%s does not answer (%s)".formatted(controller, e));
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
