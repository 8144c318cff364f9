package domovoy.history;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks a store and gets JSON. */
final class QueryClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /**
   * What came back.
   *
   * @param status 200, or 400 when the store did not like the question
   */
  record Answer(int status, JsonNode body) {}

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
  private final URI address;
  private final Optional<Authorization> authorization;

  QueryClient(URI address, Optional<Authorization> authorization) {
    this.address = address;
    this.authorization = authorization;
  }

  /** Gets {@code path?parameters}. */
  Answer get(String path, Map<String, String> parameters) throws HistoryException {
    var query =
        parameters.entrySet().stream()
            .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(address.resolve(path + "?" + query))
            .timeout(ANSWER)
            .header("Accept", "application/json");
    authorization.ifPresent(it -> request.header("Authorization", it.header()));
    try {
      var response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        return switch (response.statusCode()) {
          case 200, 400 -> new Answer(response.statusCode(), Json.json().readTree(body));
          case 401, 403 ->
              throw new HistoryException.Unauthorized(
                  "the history at %s refuses the token: check token-file".formatted(address));
          default ->
              throw unavailable(
                  "answers %d: %s"
                      .formatted(
                          response.statusCode(),
                          new String(body.readNBytes(200), StandardCharsets.UTF_8)),
                  null);
        };
      }
    } catch (IOException e) {
      throw unavailable("is not reached: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for", e);
    }
  }

  HistoryException.Unavailable unavailable(String what, Exception cause) {
    return new HistoryException.Unavailable("the history at %s %s".formatted(address, what), cause);
  }

  @Override
  public void close() {
    http.close();
  }
}
