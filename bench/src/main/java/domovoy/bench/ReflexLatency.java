package domovoy.bench;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import domovoy.alerting.reflex.Deployment;
import domovoy.core.Site;
import domovoy.core.TraceId;
import domovoy.edge.Edge;
import domovoy.edge.EdgeSettings;
import domovoy.edge.driver.pi4j.Board;
import domovoy.edge.spi.DriverProvider;
import domovoy.service.Bodies;
import domovoy.service.Settings;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.SigningClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How long a node's own rule takes from the edge of an input pin to that of an output pin: a whole
 * node with its disk, on mock pins, the input with its usual debounce of 20 ms, which is part of
 * the figure. Every other event is the leak's end. Arguments: how many events (1000), and the most
 * milliseconds that 99 of 100 may take (50); the exit code is 1 when they take longer.
 */
public final class ReflexLatency {
  private static final int LEAK = 21;
  private static final int VALVE = 20;
  private static final int USUAL_EVENTS = 1_000;
  private static final int WARM_UP = 200;
  private static final double USUAL_BOUND = 50;
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration BETWEEN = Duration.ofMillis(5);

  private record Change(DigitalState state, long time) {}

  private static final String CONFIG =
      """
      node: bench
      http: {port: 0}
      data: %s
      devices:
        - id: valve
          driver: gpio-output
          area: cellar
          settings: {pin: %d}
          points:
            - id: water.main-valve
              kind: actuator
              quantity: valve
              accepts: {type: on-off}
              safe: {value: true}
        - id: leak
          driver: gpio-input
          area: kitchen
          settings: {pin: %d}
          points:
            - {id: kitchen.leak, kind: sensor, quantity: leak, accepts: {type: on-off}}
      """;

  private static final String RULE =
      """
      rules:
        - id: leak
          priority: life-safety
          when: kitchen.leak
          unknown: hold
          then:
            - set: {point: water.main-valve, value: off}
            - incident: {severity: critical, title: Water leaks}
      """;

  private ReflexLatency() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : USUAL_EVENTS;
    var bound = arguments.length > 1 ? Double.parseDouble(arguments[1]) : USUAL_BOUND;
    var folder = Files.createTempDirectory("domovoy-bench");
    var latencies = measure(folder, events);
    System.out.println(latencies);
    System.exit(latencies.quantile(0.99) <= bound ? 0 : 1);
  }

  /**
   * Measures.
   *
   * @param folder an empty folder for the node's data
   * @throws IllegalStateException when the rule does not act on an event at all
   */
  static Latencies measure(Path folder, int events) throws IOException, InterruptedException {
    var key = NodeKey.random("bench");
    Files.writeString(folder.resolve("node.key"), key.secretAsText() + "\n");
    var config = folder.resolve("edge.yaml");
    Files.writeString(config, CONFIG.formatted(folder, VALVE, LEAK));
    var settings = Settings.load(EdgeSettings.class, "edge", Optional.of(config), Map.of());
    // a rule may begin and end thirty times in a minute: each event has a minute of its own
    var clock = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    var providers =
        ServiceLoader.load(DriverProvider.class).stream().map(ServiceLoader.Provider::get).toList();
    try (var edge = Edge.start(settings, providers, clock::get, InstantSource.system())) {
      deploy(edge, key, clock::get);
      return run(events, () -> clock.updateAndGet(it -> it.plus(MINUTE)));
    }
  }

  private static Latencies run(int events, Runnable nextMinute) throws InterruptedException {
    var input = Board.context().io("gpio-input-" + LEAK, MockDigitalInput.class);
    var output = Board.context().io("gpio-output-" + VALVE, DigitalOutput.class);
    var changes = new LinkedBlockingQueue<Change>();
    output.addListener(it -> changes.add(new Change(it.state(), System.nanoTime())));
    var took = new long[events];
    for (var event = -WARM_UP; event < events; event++) {
      nextMinute.run();
      changes.clear();
      var leak = event % 2 == 0;
      var began = System.nanoTime();
      input.mockState(DigitalState.getState(leak));
      var ended = await(changes, DigitalState.getState(!leak));
      if (event >= 0) {
        took[event] = ended - began;
      }
      Thread.sleep(BETWEEN);
    }
    return Latencies.of(took);
  }

  private static long await(BlockingQueue<Change> changes, DigitalState state)
      throws InterruptedException {
    while (true) {
      var change = changes.poll(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      if (change == null) {
        throw new IllegalStateException("no one acted within " + LONGEST);
      }
      if (change.state() == state) {
        return change.time();
      }
    }
  }

  private static void deploy(Edge edge, NodeKey key, InstantSource clock)
      throws IOException, InterruptedException {
    var deployment = Deployment.of(Site.of("home", ZoneOffset.UTC), List.of(RULE));
    var answer =
        new SigningClient(edge.uri(), key, clock)
            .send(
                "PUT",
                "/api/v1/reflexes",
                "application/json",
                Bodies.bytes(deployment),
                TraceId.random(),
                LONGEST);
    if (answer.statusCode() != 204) {
      throw new IllegalStateException("the node answers " + answer.statusCode());
    }
  }
}
