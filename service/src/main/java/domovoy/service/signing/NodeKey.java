package domovoy.service.signing;

import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * The secret that two parts share since pairing. Never printed.
 *
 * @param id whose key it is; sent with each request
 * @param secret 32 bytes
 */
public record NodeKey(String id, byte[] secret) {
  public static final int BYTES = 32;

  public NodeKey {
    Names.requireName("node", id);
    secret = secret.clone();
    if (secret.length != BYTES) {
      throw new InvalidInputException("key", BYTES + " bytes", secret.length + " bytes");
    }
  }

  public static NodeKey random(String id) {
    var secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return new NodeKey(id, secret);
  }

  public static NodeKey fromText(String id, String base64) {
    return new NodeKey(id, Base64.getDecoder().decode(base64));
  }

  /** The secret for a file of mode 0600. */
  public String secretAsText() {
    return Base64.getEncoder().encodeToString(secret);
  }

  @Override
  public byte[] secret() {
    return secret.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeKey key && id.equals(key.id) && Arrays.equals(secret, key.secret);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return "NodeKey[" + id + "]";
  }
}
