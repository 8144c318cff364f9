package domovoy.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Sends to a collector as any program would. */
final class Sender implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  Sender(URI base) {
    this.base = base;
  }

  HttpResponse<String> lines(String body) {
    return post("/api/v2/write?precision=ns", body, Map.of());
  }

  HttpResponse<String> json(String body) {
    return post("/api/v1/readings", body, Map.of("Content-Type", "application/json"));
  }

  HttpResponse<String> post(String target, String body, Map<String, String> headers) {
    return send(target, "POST", HttpRequest.BodyPublishers.ofString(body), headers);
  }

  HttpResponse<String> post(String target, byte[] body, Map<String, String> headers) {
    return send(target, "POST", HttpRequest.BodyPublishers.ofByteArray(body), headers);
  }

  HttpResponse<String> get(String target) {
    return send(target, "GET", HttpRequest.BodyPublishers.noBody(), Map.of());
  }

  HttpResponse<String> send(
      String target, String method, HttpRequest.BodyPublisher body, Map<String, String> headers) {
    var request = HttpRequest.newBuilder(base.resolve(target)).method(method, body);
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
