package domovoy.service.signing;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.service.signing.SignatureVerifier.Outcome;
import domovoy.testing.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignatureVerifierTest {
  private static final NodeKey KEY = NodeKey.random("pi-1");
  private static final String TARGET = "/api/v1/commands?a=b";
  private static final byte[] BODY = "{\"value\":true}".getBytes(StandardCharsets.UTF_8);

  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");
  private final SignatureVerifier verifier =
      new SignatureVerifier(
          node -> node.equals("pi-1") ? Optional.of(KEY) : Optional.empty(), clock);

  @Test
  void aSignedRequestIsTheNodes() {
    assertThat(verify(sign(KEY), "POST", TARGET, BODY)).isEqualTo(new Outcome.Accepted("pi-1"));
  }

  @Test
  void anUnsignedRequestIsRefused() {
    assertRefused(verify("", "POST", TARGET, BODY), "unknown", "not signed");
    assertRefused(verify("Bearer abc", "POST", TARGET, BODY), "unknown", "not signed");
    assertRefused(verify(sign(KEY) + " ", "POST", TARGET, BODY), "unknown", "not signed");
  }

  @Test
  void aNodeThatIsNotPairedIsRefusedByName() {
    assertRefused(verify(sign(NodeKey.random("pi-2")), "POST", TARGET, BODY), "pi-2", "not paired");
  }

  @Test
  void anotherKeyUnderTheNodesNameIsRefused() {
    assertRefused(
        verify(sign(NodeKey.random("pi-1")), "POST", TARGET, BODY), "pi-1", "does not fit");
  }

  @Test
  void aChangedMethodPathQueryOrBodyIsRefused() {
    var header = sign(KEY);
    var otherBody = "{\"value\":false}".getBytes(StandardCharsets.UTF_8);

    assertRefused(verify(header, "PUT", TARGET, BODY), "pi-1", "does not fit");
    assertRefused(verify(header, "POST", "/api/v1/points?a=b", BODY), "pi-1", "does not fit");
    assertRefused(verify(header, "POST", "/api/v1/commands?a=c", BODY), "pi-1", "does not fit");
    assertRefused(verify(header, "POST", TARGET, otherBody), "pi-1", "does not fit");
    assertRefused(verify(header, "POST", TARGET, new byte[0]), "pi-1", "does not fit");
  }

  @Test
  void aRequestReceivedBeforeIsRefused() {
    var header = sign(KEY);
    verify(header, "POST", TARGET, BODY);

    assertRefused(verify(header, "POST", TARGET, BODY), "pi-1", "received before");
    clock.advance(Duration.ofSeconds(30));
    assertRefused(verify(header, "POST", TARGET, BODY), "pi-1", "received before");
    clock.advance(Duration.ofMillis(1));
    assertRefused(verify(header, "POST", TARGET, BODY), "pi-1", "30 s ago");
  }

  @Test
  void aRequestWithAClockAheadCannotBeSentAgainEither() {
    clock.advance(Duration.ofSeconds(30));
    var header = sign(KEY);
    clock.advance(Duration.ofSeconds(-30));
    verify(header, "POST", TARGET, BODY);

    clock.advance(Duration.ofSeconds(59));

    assertRefused(verify(header, "POST", TARGET, BODY), "pi-1", "received before");
  }

  @Test
  void thirtySecondsOfSkewAreAcceptedAndNoMore() {
    var header = sign(KEY);

    clock.advance(Duration.ofMillis(30_001));
    assertRefused(verify(header, "POST", TARGET, BODY), "pi-1", "30 s ago");
    clock.advance(Duration.ofMillis(-60_002));
    assertRefused(verify(header, "POST", TARGET, BODY), "pi-1", "30 s in the future");
    clock.advance(Duration.ofMillis(1));
    assertThat(verify(header, "POST", TARGET, BODY)).isInstanceOf(Outcome.Accepted.class);
  }

  private String sign(NodeKey key) {
    return Signature.sign(key, "POST", TARGET, BODY, clock.instant()).toHeader();
  }

  private Outcome verify(String authorization, String method, String target, byte[] body) {
    return verifier.verify(authorization, method, target, body);
  }

  private static void assertRefused(Outcome outcome, String node, String reason) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> {
              assertThat(refused.node()).isEqualTo(node);
              assertThat(refused.reason()).contains(reason);
            });
  }
}
