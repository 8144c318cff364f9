package domovoy.collector;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.service.Bodies;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** Calls the controller. */
final class ControllerClient implements HouseSource, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final int MOST_TOLD = 300;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI base;
  private final String token;
  private volatile Optional<String> tag = Optional.empty();

  ControllerClient(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  @Override
  public Optional<House> fetch() throws IOException, InterruptedException {
    var request = request("/api/v1/house").GET();
    tag.ifPresent(it -> request.header("If-None-Match", it));
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return switch (answer.statusCode()) {
      case 200 -> {
        var house = parse(answer.body());
        tag = answer.headers().firstValue("ETag");
        yield Optional.of(house);
      }
      case 304 -> Optional.empty();
      default ->
          throw new IOException(
              "the controller at %s answers %d when asked for the house"
                  .formatted(base, answer.statusCode()));
    };
  }

  private static House parse(byte[] body) throws IOException {
    try {
      return Json.json().readValue(body, House.class);
    } catch (JsonProcessingException e) {
      throw new IOException(Json.explain("house", e).getMessage(), e);
    }
  }

  /** Hands live readings over and returns the HTTP status. */
  int send(byte[] readings) throws IOException, InterruptedException {
    var request =
        request("/api/v1/readings")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(readings));
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /**
   * Puts a part of the house.
   *
   * @return why the controller refuses it for good; empty when it took it
   * @throws IOException when it may take it later
   */
  Optional<String> put(String path, Object part) throws IOException, InterruptedException {
    var request =
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofByteArray(Bodies.bytes(part)));
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    var status = answer.statusCode();
    if (status / 100 == 2) {
      return Optional.empty();
    }
    if (status == 401 || status == 403) {
      return Optional.of(
          "the controller answers %d to %s: the token needs the scope configure"
              .formatted(status, path));
    }
    var told = "the controller answers %d to %s: %s".formatted(status, path, shortened(answer));
    if (status / 100 == 4 && status != 408 && status != 429) {
      return Optional.of(told);
    }
    throw new IOException(told);
  }

  private static String shortened(HttpResponse<String> answer) {
    return answer.body().substring(0, Math.min(MOST_TOLD, answer.body().length()));
  }

  /** What went wrong; a refused connection comes without a message, and then its name says it. */
  static String reason(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
