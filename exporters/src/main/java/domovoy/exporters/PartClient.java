package domovoy.exporters;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks the other parts over HTTP, within a bounded time. */
final class PartClient implements AutoCloseable {
  /** Well within the 10 s that Prometheus waits for a scrape. */
  private static final Duration ANSWER = Duration.ofSeconds(3);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER).build();
  private final URI controller;
  private final Optional<String> token;

  PartClient(URI controller, Optional<String> token) {
    this.controller = controller;
    this.token = token;
  }

  /**
   * The house now.
   *
   * @throws IOException when the controller does not answer it
   */
  Snapshot house() throws IOException, InterruptedException {
    var site = ask("/api/v1/house").path("site").path("id").asText();
    var points = ask("/api/v1/points", Snapshot.PointNow[].class);
    return new Snapshot(site, points, ask("/api/v1/nodes", Snapshot.NodeNow[].class));
  }

  /** Whether the part answers and is ready. */
  Part part(String name, URI url) throws InterruptedException {
    try {
      var ready = send(HttpRequest.newBuilder(url.resolve("/health/ready")));
      return new Part(name, true, ready.statusCode() == 200);
    } catch (IOException _) {
      return new Part(name, false, false);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private <T> List<T> ask(String path, Class<T[]> type) throws IOException, InterruptedException {
    return Arrays.asList(Json.json().treeToValue(ask(path), type));
  }

  private JsonNode ask(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(controller.resolve(path));
    token.ifPresent(it -> request.header("Authorization", "Bearer " + it));
    var answer = send(request);
    if (answer.statusCode() != 200) {
      throw new IOException(
          "the controller at %s answers %d to %s".formatted(controller, answer.statusCode(), path)
              + (answer.statusCode() == 401 ? ": check controller.token-file" : ""));
    }
    return Json.json().readTree(answer.body());
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var sent = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      return sent.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("%s is not reached".formatted(request.build().uri()), e.getCause());
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw new IOException("%s does not answer in time".formatted(request.build().uri()), e);
    }
  }
}
