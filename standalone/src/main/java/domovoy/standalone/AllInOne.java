package domovoy.standalone;

import domovoy.collector.Collector;
import domovoy.collector.CollectorSettings;
import domovoy.controller.Controller;
import domovoy.controller.ControllerSettings;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Site;
import domovoy.core.Title;
import domovoy.edge.Edge;
import domovoy.edge.EdgePairing;
import domovoy.edge.EdgeSettings;
import domovoy.exporters.Exporters;
import domovoy.exporters.ExportersSettings;
import domovoy.history.EmbeddedQuestDb;
import domovoy.history.HistorySettings;
import domovoy.service.DoorSettings;
import domovoy.service.FolderLock;
import domovoy.service.LocalInstance;
import domovoy.service.signing.PairingRefusedException;
import domovoy.standalone.simulation.SimulatedHouse;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All parts in this process, on embedded stores in one folder. They talk HTTP to each other as they
 * would on machines of their own.
 */
final class AllInOne implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AllInOne.class);
  private static final String NODE = "simulated";

  /** What was opened, the last first. */
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private final Controller controller;

  private AllInOne(Path data, Ports ports) throws IOException, InterruptedException {
    try {
      opened(FolderLock.take("--data", data));
      Log.toFilesIn(data.resolve("log"));
      ports.requireFree();
      var tokens = Tokens.in(data.resolve("tokens"));
      var history = opened(EmbeddedQuestDb.start(data.resolve("history"), ports.history()));
      var collectorUrl = loopback(ports.collector());
      controller =
          opened(
              Controller.start(
                  controllerSettings(data, ports, tokens, history.settings(), collectorUrl),
                  InstantSource.system()));
      opened(
          Collector.start(
              collectorSettings(data, ports, tokens, history.settings(), controller.uri())));
      opened(
          Exporters.start(exportersSettings(ports, tokens, collectorUrl), InstantSource.system()));
      opened(startEdge(edgeSettings(data, ports)));
      opened(() -> LocalInstance.remove(data));
      new LocalInstance(controller.uri(), collectorUrl, controller.localToken()).write(data);
    } catch (IOException | InterruptedException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts them; everything answers when this returns.
   *
   * @param data the folder for all that is kept
   * @throws InvalidInputException naming the option that is wrong
   */
  static AllInOne start(Path data, Ports ports) throws IOException, InterruptedException {
    return new AllInOne(data, ports);
  }

  /** Where the page is. */
  URI uri() {
    return controller.uri();
  }

  /** The one-time sign-in link; empty once the house has an owner. */
  Optional<URI> welcome() {
    return controller.welcome();
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.error("a part did not stop well", e);
      }
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    parts.push(part);
    return part;
  }

  private static URI loopback(int port) {
    return URI.create("http://%s:%d".formatted(DoorSettings.LOOPBACK, port));
  }

  private static ControllerSettings controllerSettings(
      Path data, Ports ports, Tokens tokens, HistorySettings history, URI collector)
      throws IOException {
    return new ControllerSettings(
        new DoorSettings(ports.host(), ports.controller(), 0, Optional.empty()),
        data.resolve("controller"),
        Optional.empty(),
        Optional.of(history),
        Optional.of(new ControllerSettings.Collector(collector, Optional.empty())),
        Optional.of(house(data)),
        Optional.empty(),
        Map.of(
            "collector",
            new ControllerSettings.ServiceToken(
                tokens.file("collector"), Set.of("read", "readings")),
            "exporters",
            new ControllerSettings.ServiceToken(tokens.file("exporters"), Set.of("read"))));
  }

  /** The rooms that the controller begins with; the devices are announced by their node. */
  private static Path house(Path data) throws IOException {
    var file = data.resolve("house.yaml");
    if (!Files.exists(file)) {
      var house =
          new House(
              new Site(
                  "home",
                  ZoneId.systemDefault(),
                  Optional.empty(),
                  Optional.empty(),
                  Title.of("Home", "Дом")),
              SimulatedHouse.areas(),
              List.of());
      Files.writeString(file, Json.yaml().writeValueAsString(house));
    }
    return file;
  }

  private static CollectorSettings collectorSettings(
      Path data, Ports ports, Tokens tokens, HistorySettings history, URI controller)
      throws IOException {
    return new CollectorSettings(
        DoorSettings.loopback(ports.collector()),
        data.resolve("collector"),
        List.of(),
        history,
        Optional.of(new CollectorSettings.Controller(controller, tokens.file("collector"))),
        Optional.empty(),
        null);
  }

  private ExportersSettings exportersSettings(Ports ports, Tokens tokens, URI collector)
      throws IOException {
    return new ExportersSettings(
        DoorSettings.loopback(ports.exporters()),
        new ExportersSettings.Controller(controller.uri(), Optional.of(tokens.file("exporters"))),
        Map.of("collector", collector, "edge-" + NODE, loopback(ports.edge())));
  }

  private static EdgeSettings edgeSettings(Path data, Ports ports) {
    return new EdgeSettings(
        NODE,
        null,
        DoorSettings.loopback(ports.edge()),
        Optional.empty(),
        data.resolve("edge"),
        Optional.empty(),
        Optional.of(
            new EdgeSettings.CollectorSettings(loopback(ports.collector()), Optional.empty())),
        0,
        List.of(SimulatedHouse.entry()));
  }

  /** A node with its key before it starts need not wait for its first announcement. */
  private Edge startEdge(EdgeSettings settings) throws IOException, InterruptedException {
    if (!controller.knowsNode(settings.node())) {
      try {
        EdgePairing.pair(
            settings, controller.uri(), controller.pairingCode(), loopback(settings.http().port()));
      } catch (PairingRefusedException e) {
        throw new IOException("the simulated house was not paired: " + e.getMessage(), e);
      }
    }
    return Edge.start(settings);
  }
}
