package domovoy.service.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of one request: HMAC-SHA-256 (RFC 2104) over method, path with query, SHA-256 of
 * the body, time and nonce, each on a line. It travels as
 *
 * <pre>Authorization: Domovoy node="pi-1", time="1767268800000", nonce="…", signature="…"</pre>
 *
 * @param node whose key signed it
 * @param time when it was signed, to the millisecond
 * @param nonce 16 random bytes in base64url, never used again
 * @param mac the HMAC in base64url
 */
public record Signature(String node, Instant time, String nonce, String mac) {
  public static final String SCHEME = "Domovoy";
  private static final Pattern HEADER =
      Pattern.compile(
          "Domovoy node=\"([a-z0-9-]{1,128})\", time=\"(\\d{1,15})\","
              + " nonce=\"([A-Za-z0-9_-]{22})\", signature=\"([A-Za-z0-9_-]{43})\"");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Signs a request.
   *
   * @param target path and query as sent, such as {@code /api/v1/commands}
   */
  public static Signature sign(
      NodeKey key, String method, String target, byte[] body, Instant now) {
    var random = new byte[16];
    RANDOM.nextBytes(random);
    var time = Instant.ofEpochMilli(now.toEpochMilli());
    var nonce = BASE64.encodeToString(random);
    return new Signature(key.id(), time, nonce, mac(key, method, target, body, time, nonce));
  }

  /** Reads the header; empty when it is none of ours. */
  public static Optional<Signature> parse(String header) {
    var match = HEADER.matcher(header);
    return match.matches()
        ? Optional.of(
            new Signature(
                match.group(1),
                Instant.ofEpochMilli(Long.parseLong(match.group(2))),
                match.group(3),
                match.group(4)))
        : Optional.empty();
  }

  /** Whether the key made this signature over this request; in constant time. */
  public boolean matches(NodeKey key, String method, String target, byte[] body) {
    var expected = mac(key, method, target, body, time, nonce);
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), mac.getBytes(StandardCharsets.US_ASCII));
  }

  public String toHeader() {
    return "%s node=\"%s\", time=\"%d\", nonce=\"%s\", signature=\"%s\""
        .formatted(SCHEME, node, time.toEpochMilli(), nonce, mac);
  }

  private static String mac(
      NodeKey key, String method, String target, byte[] body, Instant time, String nonce) {
    var signed =
        String.join("\n", method, target, sha256(body), Long.toString(time.toEpochMilli()), nonce);
    try {
      var hmac = Mac.getInstance("HmacSHA256");
      hmac.init(new SecretKeySpec(key.secret(), "HmacSHA256"));
      return BASE64.encodeToString(hmac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static String sha256(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
