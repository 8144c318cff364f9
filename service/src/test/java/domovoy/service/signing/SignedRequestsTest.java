package domovoy.service.signing;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.TraceId;
import domovoy.service.Bodies;
import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import domovoy.service.signing.SignedRequests.Refusal;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SignedRequestsTest {
  private static final NodeKey KEY = NodeKey.random("pi-1");
  private static final byte[] BODY = "привет".getBytes(StandardCharsets.UTF_8);

  private final List<Refusal> refusals = new CopyOnWriteArrayList<>();
  private final SignedRequests signed =
      new SignedRequests(
          new SignatureVerifier(_ -> Optional.of(KEY), InstantSource.system()), 100, refusals::add);
  private final Door door =
      Door.open(
          DoorSettings.loopback(0),
          new Health(),
          new CollectorRegistry(),
          routes ->
              routes.any(
                  "/echo/{name}",
                  signed.guard(
                      (_, response, node, body) ->
                          Bodies.send(
                              response,
                              Map.of(
                                  "node",
                                  node,
                                  "body",
                                  new String(body, StandardCharsets.UTF_8))))));

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void theHandlerGetsTheNodeAndTheBody() throws Exception {
    var answer = send(KEY, "POST", "/echo/x", BODY);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(text(answer)).contains("\"pi-1\"").contains("\"привет\"");
    assertThat(refusals).isEmpty();
  }

  @Test
  void pathAndQueryAreCheckedAsTheyWereSent() throws Exception {
    for (var target :
        List.of(
            "/echo/a%20b?q=%D0%B4+%20&q=1", "/echo/%D0%B4", "/echo/x;v=1?a", "/echo/x?a=b%3Fc")) {
      assertThat(send(KEY, "GET", target, new byte[0]).statusCode()).as(target).isEqualTo(200);
    }
  }

  @Test
  void anUnsignedRequestIsAnswered401AndToldOf() throws Exception {
    var answer = plain("POST", "/echo/x?y=z", Optional.empty());

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(refusals)
        .containsExactly(
            new Refusal(
                "unknown", "the request is not signed", "POST", "/echo/x?y=z", "127.0.0.1"));
  }

  @Test
  void aSignatureForAnotherPathIsRefused() throws Exception {
    var other = Signature.sign(KEY, "POST", "/echo/x?y=1", BODY, InstantSource.system().instant());

    assertThat(plain("POST", "/echo/x?y=2", Optional.of(other)).statusCode()).isEqualTo(401);
    assertThat(plain("PUT", "/echo/x?y=1", Optional.of(other)).statusCode()).isEqualTo(401);
    assertThat(plain("POST", "/echo/x?y=1", Optional.of(other)).statusCode()).isEqualTo(200);
    assertThat(plain("POST", "/echo/x?y=1", Optional.of(other)).statusCode()).isEqualTo(401);
    assertThat(refusals).extracting(Refusal::node).containsOnly("pi-1").hasSize(3);
  }

  @Test
  void aSignedBodyAboveTheBoundIsRefused() throws Exception {
    assertThat(send(KEY, "POST", "/echo/x", new byte[101]).statusCode()).isEqualTo(413);
  }

  private HttpResponse<byte[]> send(NodeKey key, String method, String target, byte[] body)
      throws Exception {
    return new SigningClient(door.uri(), key, InstantSource.system())
        .send(method, target, "text/plain", body, TraceId.random(), Duration.ofSeconds(10));
  }

  private HttpResponse<byte[]> plain(String method, String target, Optional<Signature> signature)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(door.uri() + target))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(BODY));
    signature.ifPresent(it -> request.header("Authorization", it.toHeader()));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
