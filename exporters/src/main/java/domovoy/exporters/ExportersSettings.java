package domovoy.exporters;

import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import domovoy.service.DoorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the exporters need to start.
 *
 * @param http where they listen; port 8084 of the loopback address unless told otherwise
 * @param controller who knows the house
 * @param parts name to address of the other parts to watch, such as {@code collector:
 *     http://127.0.0.1:8082}
 */
public record ExportersSettings(DoorSettings http, Controller controller, Map<String, URI> parts) {
  private static final int USUAL_PORT = 8084;

  /**
   * The controller.
   *
   * @param url its address; {@code http://127.0.0.1:8080} unless told otherwise
   * @param tokenFile a file of mode 0600 with an API token of scope {@code read}
   */
  public record Controller(URI url, Optional<Path> tokenFile) {
    public Controller {
      url = url == null ? URI.create("http://127.0.0.1:8080") : url;
      requireAddress("controller.url", url);
    }
  }

  public ExportersSettings {
    http = http == null ? DoorSettings.loopback(USUAL_PORT) : http;
    controller = controller == null ? new Controller(null, Optional.empty()) : controller;
    parts = parts == null ? Map.of() : Map.copyOf(parts);
    parts.forEach(
        (name, url) -> {
          Names.requireName("parts", name);
          requireAddress("parts." + name, url);
        });
    if (parts.containsKey(Part.CONTROLLER)) {
      throw new InvalidInputException(
          "parts.controller", "its address as controller.url instead", "");
    }
  }

  private static void requireAddress(String field, URI url) {
    if (url.getHost() == null) {
      throw new InvalidInputException(
          field, "an address such as http://127.0.0.1:8082", url.toString());
    }
  }
}
