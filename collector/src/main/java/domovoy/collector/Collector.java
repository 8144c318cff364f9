package domovoy.collector;

import domovoy.core.InvalidInputException;
import domovoy.history.HistoryWriter;
import domovoy.service.Door;
import domovoy.service.Health;
import domovoy.service.buffer.DiskBuffer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.hotspot.DefaultExports;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The collector: from the door to the sinks. */
public final class Collector implements AutoCloseable {
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration HISTORY_CEILING = Duration.ofSeconds(10);
  private static final Duration CONTROLLER_CEILING = Duration.ofSeconds(3);

  private final Door door;
  private final HouseModel house;
  private final DiskBuffer buffer;
  private final List<Delivery> deliveries;
  private final Optional<ControllerClient> controller;

  private Collector(
      Door door,
      HouseModel house,
      DiskBuffer buffer,
      List<Delivery> deliveries,
      Optional<ControllerClient> controller) {
    this.door = door;
    this.house = house;
    this.buffer = buffer;
    this.deliveries = deliveries;
    this.controller = controller;
  }

  /**
   * Starts a collector. It answers when this returns, also when history or controller are away.
   *
   * @param history where it writes; stays the caller's to close
   * @throws InvalidInputException naming the setting that is wrong
   */
  public static Collector start(
      CollectorSettings settings, HistoryWriter history, InstantSource clock) {
    var metrics = new CollectorRegistry();
    DefaultExports.register(metrics);
    var access = new Access(tokens(settings));
    var controller =
        settings
            .controller()
            .map(
                it ->
                    new ControllerClient(
                        it.url(), TokenFile.read("controller.token-file", it.tokenFile())));
    var source = houseSource(settings, controller);
    var buffer =
        DiskBuffer.open(
            settings.data().resolve("buffer"),
            settings.buffer().maxBytes(),
            controller.isPresent() ? List.of("history", "controller") : List.of("history"));
    var house = new HouseModel(source, settings.data().resolve("house.json"));
    house.start();
    var refusals = new Refusals(metrics);
    var sinkMetrics = new SinkMetrics(metrics);
    var health = new Health();
    var deliveries = new ArrayList<Delivery>();
    var historySink =
        new HistorySink(history, new SetAside(settings.data()), refusals, sinkMetrics, clock);
    deliveries.add(
        new Delivery(
            buffer.reader("history"),
            historySink,
            new Backoff(FIRST_RETRY, HISTORY_CEILING),
            sinkMetrics));
    controller.ifPresent(
        it -> {
          var reader = buffer.reader("controller");
          deliveries.add(
              new Delivery(
                  reader,
                  new ControllerSink(
                      it,
                      house,
                      sinkMetrics,
                      clock,
                      () -> reader.backlog() > buffer.maxBytes() / 2),
                  new Backoff(FIRST_RETRY, CONTROLLER_CEILING),
                  sinkMetrics));
        });
    health.check("house", () -> house.known().isPresent() ? Optional.empty() : house.fault());
    health.check("buffer", () -> bufferFault(buffer));
    measure(buffer, deliveries.size() > 1, metrics);
    var intake = new Intake(house, buffer, refusals, clock, metrics);
    try {
      var door =
          Door.open(
              settings.http(),
              health,
              metrics,
              routing -> {
                new WriteRoutes(access, intake, refusals, settings.http().maxBody()).add(routing);
                new StateRoutes(access, buffer, house, deliveries).add(routing);
              });
      deliveries.forEach(Delivery::start);
      return new Collector(door, house, buffer, deliveries, controller);
    } catch (RuntimeException e) {
      house.close();
      buffer.close();
      controller.ifPresent(ControllerClient::close);
      throw e;
    }
  }

  private static List<String> tokens(CollectorSettings settings) {
    return settings.tokenFiles().stream().map(it -> TokenFile.read("token-files", it)).toList();
  }

  private static HouseSource houseSource(
      CollectorSettings settings, Optional<ControllerClient> controller) {
    return controller
        .<HouseSource>map(it -> it)
        .or(() -> settings.house().map(HouseFile::new))
        .orElseThrow();
  }

  private static Optional<String> bufferFault(DiskBuffer buffer) {
    return buffer.bytes() > buffer.maxBytes() / 10 * 9
        ? Optional.of(
            "the buffer holds %d of %d bytes".formatted(buffer.bytes(), buffer.maxBytes()))
        : Optional.empty();
  }

  private static void measure(DiskBuffer buffer, boolean hasController, CollectorRegistry metrics) {
    gauge("domovoy_collector_buffer_bytes", "Size of the buffer on disk", metrics, buffer::bytes);
    gauge(
        "domovoy_collector_buffer_max_bytes",
        "Largest size of the buffer on disk",
        metrics,
        buffer::maxBytes);
    gauge(
        "domovoy_collector_buffer_damaged_bytes",
        "Bytes of the buffer found damaged since the start",
        metrics,
        buffer::damagedBytes);
    var backlog =
        Gauge.build(
                "domovoy_collector_backlog_bytes", "Bytes in the buffer that a sink has not taken")
            .labelNames("sink")
            .create();
    for (var sink : hasController ? List.of("history", "controller") : List.of("history")) {
      backlog.setChild(
          new Gauge.Child() {
            @Override
            public double get() {
              return buffer.reader(sink).backlog();
            }
          },
          sink);
    }
    backlog.register(metrics);
  }

  private static void gauge(
      String name, String help, CollectorRegistry metrics, java.util.function.LongSupplier value) {
    Gauge.build(name, help)
        .create()
        .setChild(
            new Gauge.Child() {
              @Override
              public double get() {
                return value.getAsLong();
              }
            })
        .register(metrics);
  }

  /** Where it listens. */
  public URI uri() {
    return door.uri();
  }

  /** Answers no more requests; what it has taken is in the history or in the buffer on disk. */
  @Override
  public void close() {
    door.close();
    deliveries.forEach(Delivery::close);
    controller.ifPresent(ControllerClient::close);
    house.close();
    buffer.close();
  }
}
