package domovoy.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.service.LocalInstance;
import domovoy.standalone.report.Hour;
import domovoy.standalone.report.Past;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The past of a running house, from the history API of its controller. */
final class LocalPast implements Past, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> FUNCTIONS =
      List.of("mean", "min", "max", "sum", "first", "last");

  private final LocalInstance instance;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /**
   * @throws InvalidInputException naming {@code --data} when none runs there
   */
  LocalPast(Path data) {
    instance = LocalInstance.of(data);
  }

  @Override
  public List<Hour> hours(Point point, Instant from, Instant to) {
    var values = new TreeMap<Instant, double[]>();
    for (var function = 0; function < FUNCTIONS.size(); function++) {
      for (var value : ask(point, from, to, FUNCTIONS.get(function)).path("values")) {
        values
                .computeIfAbsent(
                    Instant.parse(value.path(0).asText()), _ -> new double[FUNCTIONS.size()])[
                function] =
            value.path(1).asDouble();
      }
    }
    var hours = new ArrayList<Hour>();
    values.forEach((start, v) -> hours.add(new Hour(start, v[0], v[1], v[2], v[3], v[4], v[5])));
    return hours;
  }

  private JsonNode ask(Point point, Instant from, Instant to, String function) {
    var path =
        "/api/v1/points/%s/history?step=PT1H&fn=%s&from=%s&to=%s"
            .formatted(point.id(), function, encoded(from), encoded(to));
    var request =
        HttpRequest.newBuilder(instance.controller().resolve(path))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + instance.token())
            .build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("it answers %d: %s".formatted(answer.statusCode(), answer.body()));
      }
      return Json.json().readTree(answer.body());
    } catch (IOException e) {
      throw new InvalidInputException("--data", "a Domovoy that tells its history", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InvalidInputException("--data", "time to ask", "interrupted");
    }
  }

  private static String encoded(Instant time) {
    return URLEncoder.encode(time.toString(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    http.close();
  }
}
