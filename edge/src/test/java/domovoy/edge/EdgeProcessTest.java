package domovoy.edge;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.core.Value;
import domovoy.testing.Eventually;
import domovoy.testing.Program;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The node as a process of its own, as people start it. */
class EdgeProcessTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> FLAGS = List.of("-Xmx64m", "-XX:+UseSerialGC");

  @TempDir private Path folder;

  private final int port = Program.freePort();
  private FakeNeighbours neighbours;
  private Path config;

  @BeforeEach
  void configure() throws Exception {
    neighbours = new FakeNeighbours(0);
    config = folder.resolve("edge.yaml");
    Files.writeString(
        config,
        """
        node: pi-1
        http: {port: %d}
        data: %s
        devices:
          - id: relay
            driver: gpio-output
            area: boiler-room
            settings: {pin: 4}
            points:
              - id: boiler-room.relay
                kind: actuator
                quantity: switch
                accepts: {type: on-off}
          - {id: ticker, driver: ticking, area: test}
        """
            .formatted(port, folder.resolve("data")));
  }

  @AfterEach
  void close() {
    neighbours.close();
  }

  @Test
  void aNodeIsPairedOnTheCommandLineAndThenCommanded() throws Exception {
    try (var edge = edge()) {
      edge.awaitLine("edge node is at", SOON);
      try (var pair = pair(neighbours.code.text().toLowerCase())) {
        assertThat(pair.exitCode(SOON)).as(pair.output()).isZero();
        assertThat(pair.output())
            .contains("node pi-1 is paired with " + neighbours.uri())
            .doesNotContain(neighbours.code.text());
      }

      var controller = new Commander(uri(), neighbours.keys.get("pi-1"), InstantSource.system());
      Eventually.within(
          SOON,
          () -> assertThat(controller.set("boiler-room.relay", Value.ON).succeeded()).isTrue());
      Eventually.within(SOON, () -> assertThat(neighbours.announced).containsKey("pi-1"));
      assertThat(neighbours.announced.get("pi-1").address()).isEqualTo(uri());
      assertThat(edge.stop(SOON)).as("SIGTERM ends it").isIn(0, 143);
    }
  }

  @Test
  void whatIsWrongOnTheCommandLineIsSaidInOneLine() throws Exception {
    try (var pair = pair("0000-0000-0000")) {
      assertThat(pair.exitCode(SOON)).isEqualTo(1);
      assertThat(pair.output().strip().lines())
          .last()
          .asString()
          .startsWith("domovoy edge: " + neighbours.uri())
          .contains("the code is wrong or no longer valid");
    }
    var nobody = "http://127.0.0.1:" + Program.freePort();
    try (var pair = run("pair", "--controller", nobody, "--code", "0000-0000-0000")) {
      assertThat(pair.exitCode(SOON)).isEqualTo(1);
      assertThat(pair.output()).contains("domovoy edge: " + nobody);
    }
    Files.writeString(config, "node: pi-1\ndevices: [{id: x, driver: gpio-outptu, area: hall}]\n");
    try (var edge = edge()) {
      assertThat(edge.exitCode(SOON)).isEqualTo(1);
      assertThat(edge.output())
          .contains("devices.x.driver: expected one of ")
          .contains("(gpio-output?), got gpio-outptu");
    }
  }

  @Test
  void aKilledNodeLosesNoReadingThatWasOnDisk() throws Exception {
    try (var pair = pair(neighbours.code.text())) {
      assertThat(pair.exitCode(SOON)).as(pair.output()).isZero();
    }
    var onDisk = new ArrayList<Double>();
    for (var round = 0; round < 4; round++) {
      neighbours.collectorAnswers = round % 2 == 0 ? 503 : 204; // also killed while sending
      try (var edge = edge()) {
        edge.awaitLine("edge node is at", SOON);
        Eventually.within(SOON, () -> assertThat(buffered()).isGreaterThan(300));
        onDisk.add(buffered());
        edge.kill();
      }
    }

    neighbours.collectorAnswers = 204;
    try (var edge = edge()) {
      edge.awaitLine("edge node is at", SOON);
      Eventually.within(
          SOON, () -> assertThat(ticksByRun().getOrDefault(5, List.of())).hasSizeGreaterThan(10));
    }
    var runs = ticksByRun();
    for (var run = 1; run <= onDisk.size(); run++) {
      var arrived = runs.get(run).stream().distinct().toList();
      assertThat(arrived)
          .as("run %d: in order and without a gap", run)
          .isEqualTo(IntStream.rangeClosed(1, arrived.size()).boxed().toList())
          // of all readings on disk some are not ticks
          .hasSizeGreaterThanOrEqualTo((int) (onDisk.get(run - 1) - 10));
    }
  }

  private Map<Integer, List<Integer>> ticksByRun() {
    var runs = new TreeMap<Integer, List<Integer>>();
    for (var value : neighbours.valuesOf("test.ticks")) {
      if (value.contains("quality")) {
        continue; // told that the device was lost
      }
      var number = (int) Double.parseDouble(value.substring("value=".length()));
      runs.computeIfAbsent(number / TickingProvider.PER_RUN, _ -> new ArrayList<>())
          .add(number % TickingProvider.PER_RUN);
    }
    return runs;
  }

  private double buffered() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var metrics =
          http.send(
              HttpRequest.newBuilder(uri().resolve("/metrics")).build(),
              HttpResponse.BodyHandlers.ofString());
      return metrics
          .body()
          .lines()
          .filter(it -> it.startsWith("domovoy_edge_readings_buffered_total "))
          .mapToDouble(it -> Double.parseDouble(it.substring(it.indexOf(' '))))
          .findFirst()
          .orElseThrow();
    }
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  private Program edge() {
    return run();
  }

  private Program pair(String code) {
    return run("pair", "--controller", neighbours.uri().toString(), "--code", code);
  }

  private Program run(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--config", config.toString()));
    return Program.java(EdgeCommand.class, FLAGS, all);
  }
}
