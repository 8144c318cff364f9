package domovoy.service.signing;

import domovoy.core.TraceId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/** Calls another part with signed requests. The class to use for outside calls to a node. */
public final class SigningClient {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final HttpClient http;
  private final URI base;
  private final NodeKey key;
  private final InstantSource clock;

  /**
   * @param base where the other part is, such as {@code http://pi-1:8083}
   */
  public SigningClient(URI base, NodeKey key, InstantSource clock) {
    this(HttpClient.newBuilder().connectTimeout(CONNECT).build(), base, key, clock);
  }

  public SigningClient(HttpClient http, URI base, NodeKey key, InstantSource clock) {
    this.http = http;
    this.base = base;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @param target path and query
   * @param deadline longest wait for the whole answer
   * @throws IOException when the other part is not reached or does not answer in time
   */
  public HttpResponse<byte[]> send(
      String method,
      String target,
      String contentType,
      byte[] body,
      TraceId trace,
      Duration deadline)
      throws IOException, InterruptedException {
    var signature = Signature.sign(key, method, target, body, clock.instant());
    var request =
        HttpRequest.newBuilder(base.resolve(target))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .timeout(deadline)
            .header("Content-Type", contentType)
            .header("Authorization", signature.toHeader())
            .header("traceparent", trace.toTraceparent())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }
}
