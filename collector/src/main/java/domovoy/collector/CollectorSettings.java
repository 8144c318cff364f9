package domovoy.collector;

import domovoy.collector.spi.SourceSettings;
import domovoy.core.InvalidInputException;
import domovoy.history.HistorySettings;
import domovoy.service.DoorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a collector needs to start.
 *
 * @param http where it listens; port 8082 of the loopback address unless told otherwise
 * @param data its folder: the buffer, the house as last known, lines the history refused; {@code
 *     data/collector} unless told otherwise
 * @param tokenFiles files of mode 0600, each with a token that senders show; without any, only this
 *     machine may send
 * @param history where the readings are kept
 * @param controller who knows the house and wants live readings
 * @param house the house as a YAML file, where there is no controller
 * @param buffer the buffer on disk
 * @param sources where readings come from, besides the door
 */
public record CollectorSettings(
    DoorSettings http,
    Path data,
    List<Path> tokenFiles,
    HistorySettings history,
    Optional<Controller> controller,
    Optional<Path> house,
    Buffer buffer,
    List<SourceSettings> sources) {
  private static final int USUAL_PORT = 8082;

  /**
   * The controller.
   *
   * @param url its address, such as {@code http://127.0.0.1:8080}
   * @param tokenFile a file of mode 0600 with an API token of scopes {@code read} and {@code
   *     readings}
   */
  public record Controller(URI url, Path tokenFile) {
    public Controller {
      if (url == null || url.getHost() == null) {
        throw new InvalidInputException(
            "controller.url", "an address such as http://127.0.0.1:8080", String.valueOf(url));
      }
      if (tokenFile == null) {
        throw new InvalidInputException("controller.token-file", "a file with a token", "");
      }
    }
  }

  /**
   * The buffer on disk.
   *
   * @param maxBytes most bytes kept while a neighbour is away; 1 GiB unless told otherwise
   */
  public record Buffer(long maxBytes) {
    private static final long USUAL = 1L << 30;

    public Buffer {
      maxBytes = maxBytes == 0 ? USUAL : maxBytes;
    }
  }

  public CollectorSettings {
    http = http == null ? DoorSettings.loopback(USUAL_PORT) : http;
    data = data == null ? Path.of("data", "collector") : data;
    tokenFiles = tokenFiles == null ? List.of() : List.copyOf(tokenFiles);
    history =
        history == null ? new HistorySettings(null, null, null, null, null, null, 0) : history;
    buffer = buffer == null ? new Buffer(0) : buffer;
    sources = sources == null ? List.of() : List.copyOf(sources);
    if (controller.isPresent() == house.isPresent()) {
      throw new InvalidInputException(
          "controller",
          "either controller (with url and token-file) or house (a YAML file)",
          controller.isPresent() ? "both" : "neither");
    }
    if (tokenFiles.isEmpty() && !http.isLoopback()) {
      throw new InvalidInputException(
          "token-files",
          "a file with a token when http.host is not the loopback address, or everybody in the"
              + " network could write",
          "none, with http.host " + http.host());
    }
  }

  /** A collector that listens at its door alone. */
  public CollectorSettings(
      DoorSettings http,
      Path data,
      List<Path> tokenFiles,
      HistorySettings history,
      Optional<Controller> controller,
      Optional<Path> house,
      Buffer buffer) {
    this(http, data, tokenFiles, history, controller, house, buffer, List.of());
  }
}
