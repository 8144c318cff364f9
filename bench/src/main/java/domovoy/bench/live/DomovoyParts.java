package domovoy.bench.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.Json;
import domovoy.edge.EdgeCommand;
import domovoy.service.LocalInstance;
import domovoy.standalone.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Collector, controller and edge, each a process of its own with the memory that the launcher gives
 * it, on this machine. The history is QuestDB in the collector's process.
 */
final class DomovoyParts implements Subject {
  private static final List<String> SERVER = List.of("-Xmx256m");
  private static final List<String> EDGE =
      List.of("-Xmx48m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k");
  private static final Duration SETTLED = Duration.ofSeconds(12);

  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final List<Child> programs;
  private final Broker broker;
  private final Entrance entrance;

  private DomovoyParts(int rooms, boolean overHttp) throws Exception {
    var folder = Files.createTempDirectory("domovoy-bench");
    broker = opened(Broker.start(folder));
    var ports = new Ports(Child.freePort(), Child.freePort(), Child.freePort(), Child.freePort());
    var token = token(folder.resolve("collector.token"));
    var collectorUrl = "http://127.0.0.1:" + ports.collector();
    var controllerUrl = "http://127.0.0.1:" + ports.controller();
    var controller =
        program(
            "controller",
            folder,
            SERVER,
            Map.of(
                "http", Map.of("port", ports.controller()),
                "data", folder.resolve("controller").toString(),
                "collector", Map.of("url", collectorUrl),
                "house", yaml(folder.resolve("house.yaml"), house(rooms)),
                "rules", yaml(folder.resolve("rules.yaml"), rules(rooms)),
                "service-tokens",
                    Map.of(
                        "collector",
                        Map.of("file", token.toString(), "scopes", List.of("read", "readings")))));
    controller.awaitLine("controller is at");
    var edgeSettings =
        Map.of(
            "node", "bench",
            "http", Map.of("port", ports.edge()),
            "data", folder.resolve("edge").toString(),
            "devices", List.of(fans(rooms, broker.uri())));
    var edge = program("edge", folder, EDGE, edgeSettings);
    edge.awaitLine("edge node is at");
    pair(folder, controllerUrl);
    awaitPoints(folder, rooms);
    var collector =
        program(
            "collector",
            folder,
            SERVER,
            Map.of(
                "http", Map.of("port", ports.collector()),
                "data", folder.resolve("collector").toString(),
                "history",
                    Map.of(
                        "kind", "embedded",
                        "data", folder.resolve("history").toString(),
                        "port", ports.history()),
                "controller", Map.of("url", controllerUrl, "token-file", token.toString()),
                "sources", List.of(source(rooms, broker.uri()))));
    collector.awaitLine("collector at");
    programs = List.of(collector, controller, edge);
    entrance =
        overHttp
            ? opened(new HttpEntrance(URI.create(collectorUrl)))
            : mqtt(opened(Mqtt.connect(broker.uri(), "readings")));
    Thread.sleep(SETTLED);
  }

  /** Readings go in by MQTT. */
  record OverMqtt() implements Kind {
    @Override
    public String name() {
      return "Domovoy";
    }

    @Override
    public Subject start(int rooms) throws Exception {
      return new DomovoyParts(rooms, false);
    }
  }

  /** Each reading is a request of its own to the collector's door. */
  record OverHttp() implements Kind {
    @Override
    public String name() {
      return "Domovoy, HTTP";
    }

    @Override
    public Subject start(int rooms) throws Exception {
      return new DomovoyParts(rooms, true);
    }
  }

  private record Ports(int controller, int collector, int edge, int history) {}

  private <T extends AutoCloseable> T opened(T part) {
    opened.push(part);
    return part;
  }

  private Child program(String name, Path folder, List<String> flags, Map<String, ?> settings)
      throws IOException {
    var config = yaml(folder.resolve(name + ".yaml"), settings);
    return opened(
        Child.java(
            flags, Main.class, List.of(name, "--config", config), folder.resolve(name + ".out")));
  }

  private static String yaml(Path file, Object value) throws JsonProcessingException {
    Child.write(file, Json.yaml().writeValueAsString(value));
    return file.toString();
  }

  private static Path token(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "bench-bench-bench-bench");
    return file;
  }

  private static Map<String, ?> house(int rooms) {
    var sensors =
        IntStream.rangeClosed(1, rooms)
            .mapToObj(
                room ->
                    Map.of(
                        "id", Topics.sensor(room),
                        "kind", "sensor",
                        "quantity", "temperature",
                        "unit", "Cel",
                        "accepts", Map.of("type", "number", "minimum", -40, "maximum", 125)))
            .toList();
    return Map.of(
        "site", Map.of("id", "home", "zone", "UTC"),
        "areas", List.of(Map.of("id", "house")),
        "devices", List.of(Map.of("id", "sensors", "area", "house", "points", sensors)));
  }

  private static Map<String, ?> rules(int rooms) {
    return Map.of(
        "rules",
        IntStream.rangeClosed(1, rooms)
            .mapToObj(
                room ->
                    Map.of(
                        "id", "fan-" + room,
                        "when", "%s > %d".formatted(Topics.sensor(room), Topics.THRESHOLD),
                        "then",
                            List.of(
                                Map.of("set", Map.of("point", Topics.fan(room), "value", "on")))))
            .toList());
  }

  private static Map<String, ?> fans(int rooms, URI broker) {
    var fans =
        IntStream.rangeClosed(1, rooms)
            .mapToObj(
                room ->
                    Map.of(
                        "id", Topics.fan(room),
                        "kind", "actuator",
                        "quantity", "switch",
                        "accepts", Map.of("type", "on-off"),
                        "safe", Map.of("value", false, "lease", "PT5M")))
            .toList();
    return Map.of(
        "id", "fans",
        "driver", "mqtt-relays",
        "area", "house",
        "settings", Map.of("url", broker.toString()),
        "points", fans);
  }

  private static Map<String, ?> source(int rooms, URI broker) {
    var points =
        IntStream.rangeClosed(1, rooms)
            .mapToObj(room -> Map.of("topic", Topics.reading(room), "point", Topics.sensor(room)))
            .toList();
    return Map.of(
        "id", "broker",
        "source", "mqtt",
        "settings", Map.of("url", broker.toString(), "points", points));
  }

  /** As a person would: a code of the controller, typed at the node. */
  private static void pair(Path folder, String controller) throws Exception {
    var code = ask(folder, "POST", "/api/v1/nodes/codes");
    var typed =
        List.of(
            "pair",
            "--controller",
            controller,
            "--code",
            Json.json().readTree(code).path("code").asText(),
            "--config",
            folder.resolve("edge.yaml").toString());
    var exit = new picocli.CommandLine(new EdgeCommand()).execute(typed.toArray(String[]::new));
    if (exit != 0) {
      throw new IOException("the node was not paired");
    }
  }

  /** The node has announced its fans, and the rules over them can run. */
  private static void awaitPoints(Path folder, int rooms) throws Exception {
    for (var tries = 0; tries < 120; tries++) {
      var faults = ask(folder, "GET", "/api/v1/rules/faults");
      var point = ask(folder, "GET", "/api/v1/points");
      if (point.contains(Topics.fan(rooms)) && !faults.contains(Topics.fan(rooms))) {
        return;
      }
      Thread.sleep(Duration.ofMillis(500));
    }
    throw new IOException("the node's fans are not known to the controller");
  }

  private static String ask(Path folder, String method, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var instance = LocalInstance.of(folder.resolve("controller"));
      var request =
          HttpRequest.newBuilder(instance.controller().resolve(path))
              .header("Authorization", "Bearer " + instance.token())
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static Entrance mqtt(Mqtt mqtt) {
    return (room, value) ->
        mqtt.publish(Topics.reading(room), ("" + value).getBytes(StandardCharsets.UTF_8));
  }

  /** Many senders at once, each waiting for its own answer. */
  private static final class HttpEntrance implements Entrance, AutoCloseable {
    private static final int MOST_WAITING = 200;

    private final HttpClient http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore free = new Semaphore(MOST_WAITING);
    private final URI readings;

    HttpEntrance(URI collector) {
      readings = collector.resolve("/api/v1/readings");
    }

    @Override
    public void send(int room, double value) {
      var request =
          HttpRequest.newBuilder(readings)
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"point\":\"%s\",\"value\":%s}".formatted(Topics.sensor(room), value)))
              .build();
      free.acquireUninterruptibly();
      senders.execute(
          () -> {
            try {
              http.send(request, HttpResponse.BodyHandlers.discarding());
            } catch (IOException _) {
              // the command that does not come is counted
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            } finally {
              free.release();
            }
          });
    }

    @Override
    public void close() {
      senders.close();
      http.close();
    }
  }

  @Override
  public Broker broker() {
    return broker;
  }

  @Override
  public Entrance entrance() {
    return entrance;
  }

  @Override
  public Duration processor() {
    return programs.stream().map(Child::processor).reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        System.err.println("a part did not stop well: " + e);
      }
    }
  }
}
