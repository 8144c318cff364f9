package domovoy.edge;

import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.edge.spi.DriverProvider;
import domovoy.service.Door;
import domovoy.service.Health;
import domovoy.service.buffer.DiskBuffer;
import domovoy.service.signing.CollectorAccess;
import domovoy.service.signing.NodeAnnouncement;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.SignatureVerifier;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A running edge node. */
public final class Edge implements AutoCloseable {
  private final EdgeSettings settings;
  private final NodeFiles files;
  private final DiskBuffer buffer;
  private final Uplink uplink;
  private final Node node;
  private final Door door;
  private final Announcer announcer;

  private Edge(
      EdgeSettings settings,
      List<DriverProvider> providers,
      InstantSource clock,
      InstantSource steady) {
    this.settings = settings;
    this.files = new NodeFiles(settings.data(), settings.node());
    var metrics = new CollectorRegistry();
    var health = new Health();
    var drivers = Drivers.open(settings, providers, clock);
    this.buffer =
        DiskBuffer.open(
            settings.data().resolve("buffer"), settings.bufferBytes(), List.of(Uplink.READER));
    try {
      this.uplink = new Uplink(buffer, this::collector, health, metrics);
      this.announcer = new Announcer(this::message, clock);
      this.node =
          new Node(settings, drivers, clock, steady, uplink::accept, announcer::changed, metrics);
      health.check("pairing", this::unpaired);
      var api =
          new EdgeApi(
              new SignatureVerifier(this::keyOf, clock),
              new Commands(node::house, node::actuator, clock, steady),
              node::states,
              node.reflexes(),
              new RefusalLog(clock),
              node::heard,
              metrics);
      this.door = Door.open(settings.http(), health, metrics, api::routes);
    } catch (RuntimeException e) {
      buffer.close();
      throw e;
    }
    uplink.start();
    node.start();
    announcer.start();
  }

  /**
   * Starts a node with all drivers on the class path.
   *
   * @throws InvalidInputException naming the setting that is wrong, or the port or folder that
   *     another program uses
   */
  public static Edge start(EdgeSettings settings) {
    var began = Instant.now();
    var ticks = System.nanoTime();
    return start(
        settings,
        Drivers.installed(),
        InstantSource.system(),
        () -> began.plusNanos(System.nanoTime() - ticks));
  }

  /**
   * Starts a node.
   *
   * @param clock the time of day
   * @param steady a clock that is never set and measures durations: leases and minimum times
   */
  public static Edge start(
      EdgeSettings settings,
      List<DriverProvider> providers,
      InstantSource clock,
      InstantSource steady) {
    return new Edge(settings, providers, clock, steady);
  }

  /** Where the node's door is, as seen from this machine. */
  public URI uri() {
    return door.uri();
  }

  /** What it has. */
  public List<Device> devices() {
    return node.house().devices();
  }

  private Optional<NodeKey> keyOf(String name) {
    return name.equals(settings.node()) ? files.key() : Optional.empty();
  }

  private Optional<String> unpaired() {
    return files.key().isPresent()
        ? Optional.empty()
        : Optional.of("not paired: run ./domovoy edge pair with a code from the controller");
  }

  private Optional<CollectorAccess> collector() {
    var paired = files.pairedWith().flatMap(NodeFiles.PairedWith::collector);
    return settings
        .collector()
        .map(it -> new CollectorAccess(it.url(), token(it, paired)))
        .or(() -> paired);
  }

  private static String token(
      EdgeSettings.CollectorSettings configured, Optional<CollectorAccess> paired) {
    try {
      return configured.tokenFile().isPresent()
          ? Files.readString(configured.tokenFile().get()).strip()
          : paired.map(CollectorAccess::token).orElse("");
    } catch (IOException e) {
      throw new InvalidInputException("collector.token-file", "a readable file", e.toString());
    }
  }

  private Optional<Announcer.Message> message() {
    var paired = files.pairedWith();
    var controller = settings.controller().or(() -> paired.map(NodeFiles.PairedWith::controller));
    var address =
        settings.address().or(() -> paired.map(NodeFiles.PairedWith::address)).orElseGet(door::uri);
    return controller.flatMap(
        to ->
            files
                .key()
                .map(
                    key ->
                        new Announcer.Message(to, key, new NodeAnnouncement(address, devices()))));
  }

  /** Sets what needs its commander to a safe value, and lets go of everything. */
  @Override
  public void close() {
    announcer.close();
    door.close();
    node.close();
    uplink.close();
    buffer.close();
  }
}
