package domovoy.edge;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import domovoy.edge.spi.DeviceSettings;
import domovoy.service.DoorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What a node needs to start. The key, the controller and the collector come from pairing; those
 * given here win.
 *
 * @param node the node's name, unique in the site
 * @param site the site's name, a tag of every time series
 * @param http where it takes commands; port 8083 unless told otherwise
 * @param address how the controller reaches it; left out, the address of {@code http}
 * @param data the folder for key, buffer and states
 * @param controller the controller, such as {@code http://server:8080}
 * @param collector where readings go
 * @param bufferBytes most bytes of readings kept while the collector is away; 256 MiB unless told
 *     otherwise
 * @param devices what it drives
 */
public record EdgeSettings(
    String node,
    String site,
    DoorSettings http,
    Optional<URI> address,
    Path data,
    Optional<URI> controller,
    Optional<CollectorSettings> collector,
    long bufferBytes,
    List<DeviceSettings> devices) {
  public static final int USUAL_PORT = 8083;
  private static final long USUAL_BUFFER_BYTES = 256L << 20;

  /**
   * Where readings go.
   *
   * @param url the collector, such as {@code http://server:8082}
   * @param tokenFile a file of mode 0600 whose first line is the token; left out, the token from
   *     pairing, or none
   */
  public record CollectorSettings(URI url, Optional<Path> tokenFile) {
    public CollectorSettings {
      if (url == null) {
        throw new InvalidInputException("url", "an address such as http://server:8082", "");
      }
    }
  }

  /**
   * @throws InvalidInputException naming the setting that is wrong
   */
  public EdgeSettings {
    Names.requireName("node", node);
    site = site == null ? "home" : Names.requireName("site", site);
    http = http == null ? DoorSettings.loopback(USUAL_PORT) : http;
    data = data == null ? Path.of("data", "edge") : data;
    bufferBytes = bufferBytes == 0 ? USUAL_BUFFER_BYTES : bufferBytes;
    devices = devices == null ? List.of() : List.copyOf(devices);
    var names = new HashSet<String>();
    for (var device : devices) {
      if (!names.add(device.id())) {
        throw new InvalidInputException("devices", "each id once", device.id());
      }
    }
  }

  /** Reads them from a file, where all but the node's name may be left out. */
  @JsonCreator
  static EdgeSettings of(
      @JsonProperty("node") String node,
      @JsonProperty("site") String site,
      @JsonProperty("http") DoorSettings http,
      @JsonProperty("address") Optional<URI> address,
      @JsonProperty("data") Path data,
      @JsonProperty("controller") Optional<URI> controller,
      @JsonProperty("collector") Optional<CollectorSettings> collector,
      @JsonProperty("buffer-bytes") Optional<Long> bufferBytes,
      @JsonProperty("devices") List<DeviceSettings> devices) {
    return new EdgeSettings(
        node,
        site,
        http,
        address,
        data,
        controller,
        collector,
        bufferBytes.orElse(USUAL_BUFFER_BYTES),
        devices);
  }
}
