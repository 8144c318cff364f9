package domovoy.service.signing;

import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a node sends to {@code POST /api/v1/nodes/pair}.
 *
 * @param node the name it wants to have
 * @param address where it takes commands, as the controller sees it, such as {@code
 *     http://pi-1:8083}
 * @param devices what it owns
 * @param publicKey its ephemeral X25519 key: SubjectPublicKeyInfo of RFC 8410 in base64
 * @param proof that it knows the code: an HMAC over all the rest in base64; see {@link Pairing}
 */
public record PairingRequest(
    String node, URI address, List<Device> devices, String publicKey, String proof) {

  /**
   * @throws InvalidInputException naming every field that is missing or wrong
   */
  public PairingRequest {
    var faults = new ArrayList<InvalidInputException.Fault>();
    try {
      Names.requireName("node", node);
    } catch (InvalidInputException e) {
      faults.addAll(e.faults());
    }
    NodeAnnouncement.faultOf(address).ifPresent(faults::add);
    if (publicKey == null) {
      faults.add(new InvalidInputException.Fault("public-key", "an X25519 key in base64", ""));
    }
    if (proof == null) {
      faults.add(new InvalidInputException.Fault("proof", "an HMAC in base64", ""));
    }
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
    devices = devices == null ? List.of() : List.copyOf(devices);
  }

  /** What it announces besides the key. */
  public NodeAnnouncement announcement() {
    return new NodeAnnouncement(address, devices);
  }

  PairingRequest provedBy(String mac) {
    return new PairingRequest(node, address, devices, publicKey, mac);
  }
}
