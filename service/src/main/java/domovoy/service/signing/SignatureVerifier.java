package domovoy.service.signing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Decides whether a request comes from who it says, unchanged, now, and for the first time.
 * Remembers nonces for as long as their time would be accepted, so memory is bounded by the rate of
 * valid requests; forged ones are forgotten at once.
 */
public final class SignatureVerifier {
  /** Furthest a sender's clock may be from ours, either way. */
  public static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

  /** What came of a check. */
  public sealed interface Outcome {
    /** The request is the node's. */
    record Accepted(String node) implements Outcome {}

    /**
     * The request is refused.
     *
     * @param node who it claims to be from, or {@code unknown}
     * @param reason why, for the reply and the audit
     */
    record Refused(String node, String reason) implements Outcome {}
  }

  private final Function<String, Optional<NodeKey>> keys;
  private final InstantSource clock;
  private final Map<Instant, Set<String>> seen = new TreeMap<>();

  /**
   * @param keys the key of a node by its name; empty when it is not paired
   */
  public SignatureVerifier(Function<String, Optional<NodeKey>> keys, InstantSource clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * Checks a request.
   *
   * @param authorization the {@code Authorization} header, or empty
   * @param target path and query as received
   */
  public Outcome verify(String authorization, String method, String target, byte[] body) {
    var parsed = Signature.parse(authorization);
    if (parsed.isEmpty()) {
      return new Outcome.Refused("unknown", "the request is not signed");
    }
    var signature = parsed.get();
    var key = keys.apply(signature.node());
    if (key.isEmpty()) {
      return new Outcome.Refused(signature.node(), "the node is not paired");
    }
    if (!signature.matches(key.get(), method, target, body)) {
      return new Outcome.Refused(signature.node(), "the signature does not fit the request");
    }
    var now = clock.instant();
    var skew = Duration.between(now, signature.time());
    if (skew.abs().compareTo(CLOCK_SKEW) > 0) {
      return new Outcome.Refused(
          signature.node(),
          "signed %d s %s; at most %d s are accepted, check the clocks"
              .formatted(
                  skew.abs().toSeconds(),
                  skew.isNegative() ? "ago" : "in the future",
                  CLOCK_SKEW.toSeconds()));
    }
    if (!remember(signature, now)) {
      return new Outcome.Refused(signature.node(), "the request was received before");
    }
    return new Outcome.Accepted(signature.node());
  }

  private synchronized boolean remember(Signature signature, Instant now) {
    seen.keySet().removeIf(it -> it.plus(CLOCK_SKEW).isBefore(now));
    return seen.computeIfAbsent(signature.time(), _ -> new HashSet<>())
        .add(signature.node() + "/" + signature.nonce());
  }
}
