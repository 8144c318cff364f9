package domovoy.service.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.Device;
import domovoy.core.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a node and the controller come to share a key although anyone may listen or interfere: an
 * X25519 exchange (RFC 7748) in which each side proves by an HMAC over all that was said that it
 * knows the code. Neither the code nor the key travels.
 *
 * <ol>
 *   <li>The node sends its ephemeral public key and the HMAC of its request under HKDF(code).
 *   <li>The controller answers with its own, and the HMAC over that request and this answer.
 *   <li>Both derive the node's key with HKDF-SHA-256 (RFC 5869) from the shared secret, salted with
 *       the digest of both messages.
 * </ol>
 *
 * <p>Someone in the middle has to guess the 60 bits of the code before the node stops waiting for
 * the answer; a listener gains nothing from guessing it later, as the key does not depend on it. A
 * code must be used up by its first success and after few failures, which is the controller's to
 * see to: a request that is sent again is thereby refused.
 *
 * <p>This is the node's side between request and reply; the controller's is {@link #accept}.
 */
public final class Pairing {
  private static final Base64.Encoder BASE64 = Base64.getEncoder();
  private static final byte[] PROTOCOL = ascii("domovoy pairing 1");
  private static final int INITIALIZATION_VECTOR = 12;
  private static final int TAG_BITS = 128;

  /**
   * What the controller has after a good request.
   *
   * @param key to keep, encrypted, under the node's name
   * @param reply to send
   */
  public record Accepted(NodeKey key, PairingReply reply) {}

  /**
   * What the node has after a good reply.
   *
   * @param key to keep in a file of mode 0600
   * @param collector where readings go, if the controller knows
   */
  public record Paired(NodeKey key, Optional<CollectorAccess> collector) {}

  private final PairingCode code;
  private final KeyPair keys;
  private final PairingRequest request;

  private Pairing(PairingCode code, KeyPair keys, PairingRequest request) {
    this.code = code;
    this.keys = keys;
    this.request = request;
  }

  /** The node begins. */
  public static Pairing begin(PairingCode code, String node, URI address, List<Device> devices) {
    var keys = ephemeral();
    var unproved = new PairingRequest(node, address, devices, encode(keys), "");
    return new Pairing(code, keys, prove(code, unproved));
  }

  static PairingRequest prove(PairingCode code, PairingRequest unproved) {
    return unproved.provedBy(mac(code, "node", digest(unproved)));
  }

  /** To send to the controller. */
  public PairingRequest request() {
    return request;
  }

  /** Whether the sender of the request knew the code; in constant time. */
  public static boolean isProved(PairingCode code, PairingRequest request) {
    return equal(prove(code, request.provedBy("")).proof(), request.proof());
  }

  /**
   * The controller answers a request.
   *
   * @param collector where the node shall send its readings
   * @throws PairingRefusedException when the code is another one or the request was changed
   */
  public static Accepted accept(
      PairingCode code, PairingRequest request, Optional<CollectorAccess> collector)
      throws PairingRefusedException {
    if (!isProved(code, request)) {
      throw new PairingRefusedException(
          "the code is wrong or no longer valid; get a new one and pair again");
    }
    var keys = ephemeral();
    var shared = agree(keys, request.publicKey());
    var key = nodeKey(request, shared, encode(keys));
    var unproved = new PairingReply(encode(keys), "", collector.map(it -> seal(key, it)));
    var proof = mac(code, "controller", digest(request), digest(unproved));
    return new Accepted(key, unproved.provedBy(proof));
  }

  /**
   * The node takes the controller's answer.
   *
   * @throws PairingRefusedException when it does not come from who knows the code, answers another
   *     request, or was changed
   */
  public Paired finish(PairingReply reply) throws PairingRefusedException {
    var expected = mac(code, "controller", digest(request), digest(reply.provedBy("")));
    if (!equal(expected, reply.proof())) {
      throw new PairingRefusedException(
          "the answer does not come from the controller that made the code; get a new one and pair"
              + " again");
    }
    var key = nodeKey(request, agree(keys, reply.publicKey()), reply.publicKey());
    if (reply.collector().isEmpty()) {
      return new Paired(key, Optional.empty());
    }
    return new Paired(key, Optional.of(open(key, reply.collector().get())));
  }

  private static NodeKey nodeKey(PairingRequest request, byte[] shared, String controllerKey) {
    var salt = sha256(digest(request), ascii(controllerKey));
    return new NodeKey(request.node(), derive(shared, salt, "node key"));
  }

  private static KeyPair ephemeral() {
    try {
      return KeyPairGenerator.getInstance("X25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static byte[] agree(KeyPair own, String other) throws PairingRefusedException {
    try {
      var encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(other));
      var agreement = KeyAgreement.getInstance("X25519");
      agreement.init(own.getPrivate());
      // a point of small order, whose shared secret anyone knows, is refused here
      agreement.doPhase(KeyFactory.getInstance("X25519").generatePublic(encoded), true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new PairingRefusedException("the other side's public key is not an X25519 key", e);
    }
  }

  private static PairingReply.SealedCollector seal(NodeKey key, CollectorAccess access) {
    try {
      var vector = new byte[INITIALIZATION_VECTOR];
      new SecureRandom().nextBytes(vector);
      var cipher = cipher(Cipher.ENCRYPT_MODE, key, access.url(), vector);
      var sealed = cipher.doFinal(access.token().getBytes(StandardCharsets.UTF_8));
      var whole = Arrays.copyOf(vector, vector.length + sealed.length);
      System.arraycopy(sealed, 0, whole, vector.length, sealed.length);
      return new PairingReply.SealedCollector(access.url(), BASE64.encodeToString(whole));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static CollectorAccess open(NodeKey key, PairingReply.SealedCollector sealed)
      throws PairingRefusedException {
    try {
      var whole = Base64.getDecoder().decode(sealed.token());
      var vector = Arrays.copyOf(whole, INITIALIZATION_VECTOR);
      var cipher = cipher(Cipher.DECRYPT_MODE, key, sealed.url(), vector);
      var token = cipher.doFinal(whole, vector.length, Math.max(0, whole.length - vector.length));
      return new CollectorAccess(sealed.url(), new String(token, StandardCharsets.UTF_8));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new PairingRefusedException("the collector's token cannot be read", e);
    }
  }

  private static Cipher cipher(int mode, NodeKey key, URI url, byte[] vector)
      throws GeneralSecurityException {
    var secret = new SecretKeySpec(derive(key.secret(), PROTOCOL, "collector token"), "AES");
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, secret, new GCMParameterSpec(TAG_BITS, vector));
    cipher.updateAAD(url.toString().getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static String mac(PairingCode code, String side, byte[]... parts) {
    try {
      var hmac = Mac.getInstance("HmacSHA256");
      hmac.init(
          new SecretKeySpec(derive(code.bytes(), PROTOCOL, "proof of the " + side), "HmacSHA256"));
      for (var part : parts) {
        hmac.update(part);
      }
      return BASE64.encodeToString(hmac.doFinal());
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static byte[] derive(byte[] secret, byte[] salt, String purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(
              HKDFParameterSpec.ofExtract()
                  .addIKM(secret)
                  .addSalt(salt)
                  .thenExpand(ascii("domovoy " + purpose), NodeKey.BYTES));
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  /** Of fixed length, so that parts of a transcript cannot run into each other. */
  private static byte[] digest(Object message) {
    try {
      return sha256(Json.json().writeValueAsBytes(message));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + message.getClass(), e);
    }
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw missing(e);
    }
  }

  private static boolean equal(String expected, String got) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), got.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(KeyPair keys) {
    return BASE64.encodeToString(keys.getPublic().getEncoded());
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static IllegalStateException missing(GeneralSecurityException e) {
    return new IllegalStateException("every Java 25 has these algorithms", e);
  }
}
