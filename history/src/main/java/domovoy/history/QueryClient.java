package domovoy.history;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
            .header("Accept", "application/json");
    authorization.ifPresent(it -> request.header("Authorization", it.header()));
    var sent = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    try {
      // not the request's own timeout, which ends with the headers
      var response = sent.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
      return switch (response.statusCode()) {
        case 200, 400 -> new Answer(response.statusCode(), Json.json().readTree(response.body()));
        case 401, 403 ->
            throw new HistoryException.Unauthorized(
                "the history at %s refuses the token: check token-file".formatted(address));
        default ->
            throw unavailable(
                "answers %d: %s"
                    .formatted(
                        response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)),
                null);
      };
    } catch (ExecutionException e) {
      throw unavailable("is not reached: " + e.getCause(), e);
    } catch (IOException e) {
      throw unavailable("does not answer with JSON: " + e.getMessage(), e);
    } catch (TimeoutException e) {
      sent.cancel(true);
      throw unavailable("does not answer within " + ANSWER.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      sent.cancel(true);
      throw unavailable("was not waited for", e);
    }
  }

  HistoryException.Unavailable unavailable(String what, Exception cause) {
    return new HistoryException.Unavailable("the history at %s %s".formatted(address, what), cause);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
