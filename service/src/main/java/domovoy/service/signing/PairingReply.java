package domovoy.service.signing;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.InvalidInputException;
import java.net.URI;
import java.util.Optional;

/**
 * What the controller answers to a {@link PairingRequest}.
 *
 * @param publicKey its ephemeral X25519 key: SubjectPublicKeyInfo of RFC 8410 in base64
 * @param proof that it knows the code and saw this very request: an HMAC in base64
 * @param collector where readings go, if the controller knows
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PairingReply(String publicKey, String proof, Optional<SealedCollector> collector) {

  /**
   * A {@link CollectorAccess} whose token only the node can read.
   *
   * @param url the collector
   * @param token initialization vector and AES-256-GCM ciphertext in base64
   */
  public record SealedCollector(URI url, String token) {
    public SealedCollector {
      if (url == null || token == null) {
        throw new InvalidInputException("collector", "url and token", "");
      }
    }
  }

  public PairingReply {
    if (publicKey == null || proof == null) {
      throw new InvalidInputException("reply", "public-key and proof", "");
    }
  }

  PairingReply provedBy(String mac) {
    return new PairingReply(publicKey, mac, collector);
  }
}
