package domovoy.service.signing;

import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a paired node tells the controller at every start and after every change: the body of the
 * signed {@code PUT /api/v1/nodes/{node}}.
 *
 * @param address where it takes commands, as the controller sees it
 * @param devices what it owns
 */
public record NodeAnnouncement(URI address, List<Device> devices) {

  /**
   * @throws InvalidInputException naming {@code address} when it is not an absolute HTTP address
   */
  public NodeAnnouncement {
    faultOf(address)
        .ifPresent(
            it -> {
              throw new InvalidInputException(List.of(it));
            });
    devices = devices == null ? List.of() : List.copyOf(devices);
  }

  static Optional<InvalidInputException.Fault> faultOf(URI address) {
    if (address != null
        && address.getHost() != null
        && Set.of("http", "https").contains(String.valueOf(address.getScheme()))) {
      return Optional.empty();
    }
    return Optional.of(
        new InvalidInputException.Fault(
            "address",
            "an address such as http://pi-1:8083",
            address == null ? "" : address.toString()));
  }
}
