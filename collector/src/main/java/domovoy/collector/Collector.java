package domovoy.collector;

import domovoy.core.InvalidInputException;
import domovoy.history.History;
import domovoy.history.HistoryWriter;
import domovoy.service.Door;
import domovoy.service.Health;
import domovoy.service.TokenFile;
import domovoy.service.buffer.DiskBuffer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The collector: from the door to the sinks. */
public final class Collector implements AutoCloseable {
  private static final String HISTORY = "history";
  private static final String CONTROLLER = "controller";
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);

  /** A thousand readings a second, each in a request of its own, would cost more than all else. */
  private static final Duration HISTORY_REST = Duration.ofMillis(100);

  private static final Duration HISTORY_CEILING = Duration.ofSeconds(10);
  private static final Duration SOURCE_CEILING = Duration.ofSeconds(30);
  private static final Duration CONTROLLER_CEILING = Duration.ofSeconds(3);

  /** What is to be closed, the last opened first. */
  private final Deque<Runnable> opened = new ArrayDeque<>();

  private final InstantSource clock;
  private final CollectorRegistry metrics = new CollectorRegistry();
  private final Refusals refusals = new Refusals(metrics);
  private final SinkMetrics sinkMetrics = new SinkMetrics(metrics);
  private final Door door;

  /**
   * Starts a collector on the history that its settings name.
   *
   * @throws InvalidInputException naming the setting that is wrong
   */
  public static Collector start(CollectorSettings settings) {
    var history = History.open(settings.history());
    try {
      var collector = start(settings, history, InstantSource.system());
      collector.opened.addLast(history::close);
      return collector;
    } catch (RuntimeException e) {
      history.close();
      throw e;
    }
  }

  /**
   * Starts a collector. It answers when this returns, also when history or controller are away.
   *
   * @param history where it writes; stays the caller's to close
   * @throws InvalidInputException naming the setting that is wrong
   */
  public static Collector start(
      CollectorSettings settings, HistoryWriter history, InstantSource clock) {
    return new Collector(settings, history, clock);
  }

  private Collector(CollectorSettings settings, HistoryWriter history, InstantSource clock) {
    this.clock = clock;
    DefaultExports.register(metrics);
    try {
      door = open(settings, history);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Door open(CollectorSettings settings, HistoryWriter history) {
    var access =
        new Access(
            settings.tokenFiles().stream().map(it -> TokenFile.read("token-files", it)).toList());
    var controller = settings.controller().map(this::client);
    var sinks = controller.isPresent() ? List.of(HISTORY, CONTROLLER) : List.of(HISTORY);
    var buffer =
        DiskBuffer.open(settings.data().resolve("buffer"), settings.buffer().maxBytes(), sinks);
    opened.push(buffer::close);
    BufferMetrics.register(buffer, sinks, metrics);
    var house = house(settings, controller);
    var deliveries = new ArrayList<Delivery>();
    deliveries.add(toHistory(buffer, history, settings));
    controller.ifPresent(it -> deliveries.add(toController(buffer, it, house)));
    var intake = new Intake(house, buffer, refusals, clock, metrics);
    var registrar = new Registrar(house, controller, new Backoff(FIRST_RETRY, SOURCE_CEILING));
    var sources = sources(settings, intake, registrar);
    var opening =
        Door.open(
            settings.http(),
            health(buffer, house),
            metrics,
            routing -> {
              new WriteRoutes(access, intake, refusals, settings.http().maxBody()).add(routing);
              new StateRoutes(access, buffer, house, deliveries, sources).add(routing);
            });
    for (var delivery : deliveries) {
      delivery.start();
      opened.push(delivery::close);
    }
    opened.push(opening::close);
    registrar.start();
    opened.push(registrar::close);
    for (var source : sources) {
      source.start();
      opened.push(source::close);
    }
    return opening;
  }

  private List<SourceRunner> sources(
      CollectorSettings settings, Intake intake, Registrar registrar) {
    var sourceMetrics = new SourceMetrics(metrics);
    var runners = new ArrayList<SourceRunner>();
    Sources.open(settings.sources(), Sources.installed())
        .forEach(
            (id, source) ->
                runners.add(
                    new SourceRunner(
                        id,
                        source,
                        intake,
                        registrar,
                        new SourceHealth(id, sourceMetrics, clock),
                        new Backoff(FIRST_RETRY, SOURCE_CEILING))));
    return runners;
  }

  private ControllerClient client(CollectorSettings.Controller controller) {
    var token = TokenFile.read("controller.token-file", controller.tokenFile());
    var client = new ControllerClient(controller.url(), token);
    opened.push(client::close);
    return client;
  }

  private HouseModel house(CollectorSettings settings, Optional<ControllerClient> controller) {
    HouseSource source =
        controller
            .<HouseSource>map(it -> it)
            .or(() -> settings.house().map(HouseFile::new))
            .orElseThrow();
    var house = new HouseModel(source, settings.data().resolve("house.json"));
    house.start();
    opened.push(house::close);
    return house;
  }

  private Delivery toHistory(DiskBuffer buffer, HistoryWriter history, CollectorSettings settings) {
    var sink =
        new HistorySink(history, new SetAside(settings.data()), refusals, sinkMetrics, clock);
    return new Delivery(
        buffer.reader(HISTORY),
        sink,
        new Backoff(FIRST_RETRY, HISTORY_CEILING),
        sinkMetrics,
        HISTORY_REST);
  }

  private Delivery toController(DiskBuffer buffer, ControllerClient controller, HouseModel house) {
    var reader = buffer.reader(CONTROLLER);
    var sink =
        new ControllerSink(
            controller, house, sinkMetrics, clock, () -> reader.backlog() > buffer.maxBytes() / 2);
    return new Delivery(reader, sink, new Backoff(FIRST_RETRY, CONTROLLER_CEILING), sinkMetrics);
  }

  private static Health health(DiskBuffer buffer, HouseModel house) {
    var health = new Health();
    health.check("house", () -> house.known().isPresent() ? Optional.empty() : house.fault());
    health.check(
        "buffer",
        () ->
            buffer.bytes() > buffer.maxBytes() / 10 * 9
                ? Optional.of(
                    "it holds %d of %d bytes".formatted(buffer.bytes(), buffer.maxBytes()))
                : Optional.empty());
    return health;
  }

  /** Where it listens. */
  public URI uri() {
    return door.uri();
  }

  /** Answers no more requests; what it has taken is in the history or in the buffer on disk. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      opened.pop().run();
    }
  }
}
