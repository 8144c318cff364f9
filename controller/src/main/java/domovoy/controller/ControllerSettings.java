package domovoy.controller;

import domovoy.controller.store.StoreSettings;
import domovoy.core.InvalidInputException;
import domovoy.history.HistorySettings;
import domovoy.service.DoorSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a controller needs to start; everything else is in its store.
 *
 * @param http where it listens; port 8080 of the loopback address unless told otherwise
 * @param data the folder for what it keeps: the key of its secrets, the embedded store; {@code
 *     data} unless told otherwise
 * @param store the configuration store; embedded in {@code data} unless told otherwise
 * @param history where the collector keeps the readings; QuestDB on this machine unless told
 *     otherwise
 * @param collector where paired nodes send their readings; empty: they are told so by hand
 * @param house a {@code house.yaml} that fills an empty store
 * @param rules a rule file, or a folder of them; those that come with Domovoy unless told otherwise
 * @param serviceTokens name to the token of a program that calls the controller
 */
public record ControllerSettings(
    DoorSettings http,
    Path data,
    Optional<StoreSettings> store,
    Optional<HistorySettings> history,
    Optional<Collector> collector,
    Optional<Path> house,
    Optional<Path> rules,
    Map<String, ServiceToken> serviceTokens) {
  /** The controller's usual port. */
  public static final int PORT = 8080;

  /**
   * The collector, as nodes reach it.
   *
   * @param url such as {@code http://server:8082}
   * @param tokenFile a file of mode 0600 with the token that nodes show there; empty: none is
   *     needed
   */
  public record Collector(URI url, Optional<Path> tokenFile) {
    public Collector {
      if (url == null) {
        throw new InvalidInputException(
            "collector.url", "an address such as http://server:8082", "");
      }
    }
  }

  /**
   * A program that may call.
   *
   * @param file a file of mode 0600 whose first line is its token
   * @param scopes what it may do: {@code read}, {@code readings}, {@code alerts}, ...
   */
  public record ServiceToken(Path file, Set<String> scopes) {}

  public ControllerSettings {
    http = http == null ? DoorSettings.loopback(PORT) : http;
    data = data == null ? Path.of("data") : data;
    serviceTokens = serviceTokens == null ? Map.of() : Map.copyOf(serviceTokens);
  }
}
