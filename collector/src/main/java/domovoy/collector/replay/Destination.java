package domovoy.collector.replay;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.PointId;
import domovoy.service.Bodies;
import domovoy.service.LocalInstance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** The running Domovoy: its collector takes the rows, its controller knows what was kept. */
final class Destination implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int ATTEMPTS = 30;

  /**
   * What the collector did with a body.
   *
   * @param refused how many readings it did not take
   * @param detail what was wrong with them
   */
  record Taken(long refused, Optional<String> detail) {}

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final LocalInstance instance;

  Destination(LocalInstance instance) {
    this.instance = instance;
  }

  void register(Area area) throws InterruptedException {
    put("/api/v1/areas/" + area.id(), area);
  }

  void register(Device device) throws InterruptedException {
    put("/api/v1/devices/" + device.id(), device);
  }

  private void put(String path, Object body) throws InterruptedException {
    var request =
        request(instance.controller().resolve(path))
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(Bodies.bytes(body)));
    requireOk(once(request), path);
  }

  /**
   * Sends readings, one JSON object a line; tries again for some minutes while the collector cannot
   * take them.
   */
  Taken send(String lines) throws InterruptedException {
    var request =
        request(instance.collector().resolve("/api/v1/readings"))
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(lines));
    for (var attempt = 1; ; attempt++) {
      var isLast = attempt == ATTEMPTS;
      try {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        var isBusy = answer.statusCode() == 503 || answer.statusCode() == 429;
        if (!isBusy || isLast) {
          return taken(answer);
        }
      } catch (IOException e) {
        if (isLast) {
          throw notReached(instance.collector(), e);
        }
      }
      Thread.sleep(pause(attempt));
    }
  }

  private static Duration pause(int attempt) {
    var longest = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(attempt, 10));
    return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }

  private static Taken taken(HttpResponse<String> answer) {
    var body = parse(answer.body());
    if (answer.statusCode() == 400 && body.has("refused")) {
      return new Taken(body.get("refused").asLong(), Optional.of(body.path("detail").asText()));
    }
    requireOk(answer, "/api/v1/readings");
    return new Taken(0, Optional.empty());
  }

  /** Whether the collector has handed everything it took to the history. */
  boolean isDrained() throws InterruptedException {
    var answer = once(request(instance.collector().resolve("/api/v1/state")).GET());
    requireOk(answer, "/api/v1/state");
    for (var sink : parse(answer.body()).path("sinks")) {
      if (sink.path("name").asText().equals("history")) {
        return sink.path("backlog-bytes").asLong() == 0;
      }
    }
    return true;
  }

  /** What the history has of a point from one time to another, both included. */
  Optional<Summary> kept(PointId point, Instant from, Instant to) throws InterruptedException {
    var counts = values(point, from, to, "count");
    var columns = new ArrayList<List<Double>>();
    for (var fn : List.of("first", "last", "min", "sum", "max")) {
      columns.add(values(point, from, to, fn));
    }
    Optional<Summary> all = Optional.empty();
    for (var day = 0; day < counts.size(); day++) {
      var summary =
          new Summary(
              counts.get(day).longValue(),
              columns.get(0).get(day),
              columns.get(1).get(day),
              columns.get(2).get(day),
              columns.get(3).get(day),
              columns.get(4).get(day));
      all = Optional.of(all.map(it -> it.and(summary)).orElse(summary));
    }
    return all;
  }

  /** How many readings the history has. */
  long count(PointId point, Instant from, Instant to) throws InterruptedException {
    return values(point, from, to, "count").stream().mapToLong(Double::longValue).sum();
  }

  private List<Double> values(PointId point, Instant from, Instant to, String fn)
      throws InterruptedException {
    var path =
        "/api/v1/points/%s/history?from=%s&to=%s&step=P1D&fn=%s"
            .formatted(point.name(), from, to.plusMillis(1), fn);
    var answer = once(request(instance.controller().resolve(path)).GET());
    requireOk(answer, path);
    var values = new ArrayList<Double>();
    parse(answer.body()).path("values").forEach(it -> values.add(it.path(1).asDouble()));
    return values;
  }

  private HttpResponse<String> once(HttpRequest.Builder request) throws InterruptedException {
    var built = request.build();
    try {
      return http.send(built, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw notReached(built.uri(), e);
    }
  }

  private HttpRequest.Builder request(URI uri) {
    return HttpRequest.newBuilder(uri)
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + instance.token());
  }

  private static InvalidInputException notReached(URI uri, IOException e) {
    return new InvalidInputException(
        "--data",
        "a running Domovoy (start it with ./domovoy run, then run this again: it goes on where it"
            + " was cut off)",
        "%s://%s does not answer (%s)"
            .formatted(uri.getScheme(), uri.getAuthority(), e.getClass().getSimpleName()));
  }

  private static void requireOk(HttpResponse<String> answer, String path) {
    if (answer.statusCode() / 100 != 2) {
      var detail = parse(answer.body()).path("detail").asText(answer.body());
      throw new InvalidInputException(
          path, "to be accepted", "%d: %s".formatted(answer.statusCode(), detail));
    }
  }

  private static JsonNode parse(String body) {
    try {
      return body.isBlank() ? Json.json().createObjectNode() : Json.json().readTree(body);
    } catch (IOException e) {
      return Json.json().createObjectNode(); // not JSON: some other program answers there
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
