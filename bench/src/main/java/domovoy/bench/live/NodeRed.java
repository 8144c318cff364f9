package domovoy.bench.live;

import domovoy.core.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Node-RED with one flow a room, of its own nodes alone: mqtt in → switch → change → filter (only
 * what is new) → mqtt out.
 */
final class NodeRed implements Subject {
  private static final Duration SUBSCRIBED = Duration.ofSeconds(5);

  private final Broker broker;
  private final Child process;
  private final Mqtt mqtt;

  private NodeRed(Broker broker, Child process, Mqtt mqtt) {
    this.broker = broker;
    this.process = process;
    this.mqtt = mqtt;
  }

  /**
   * @param installed the folder in which {@code npm install node-red} was run
   */
  record Installed(Path installed) implements Kind {
    @Override
    public String name() {
      return "Node-RED";
    }

    @Override
    public Subject start(int rooms) throws IOException, InterruptedException {
      var folder = Files.createTempDirectory("domovoy-bench-node-red");
      var broker = Broker.start(folder);
      Child.write(
          folder.resolve("settings.js"),
          """
          module.exports = {
            flowFile: "flows.json", uiHost: "127.0.0.1", uiPort: %d, httpAdminRoot: false,
            httpNodeRoot: false, telemetry: {enabled: false},
            logging: {console: {level: "info", metrics: false, audit: false}}
          };
          """
              .formatted(Child.freePort()));
      Child.write(
          folder.resolve("flows.json"), Json.json().writeValueAsString(flows(rooms, broker)));
      var process =
          Child.start(
              List.of(
                  "node",
                  installed.resolve("node_modules/node-red/red.js").toString(),
                  "--userDir",
                  folder.toString()),
              folder.resolve("node-red.out"));
      process.awaitLine("Started flows");
      process.awaitLine("Connected to broker");
      Thread.sleep(SUBSCRIBED);
      return new NodeRed(broker, process, Mqtt.connect(broker.uri(), "readings"));
    }
  }

  private static List<Map<String, Object>> flows(int rooms, Broker broker) {
    var nodes = new ArrayList<Map<String, Object>>();
    nodes.add(node("flow", "tab", Map.of("label", "bench")));
    nodes.add(
        node(
            "broker",
            "mqtt-broker",
            Map.of(
                "broker", "127.0.0.1",
                "port", "" + broker.port(),
                "clientid", "node-red",
                "autoConnect", true,
                "protocolVersion", "4",
                "keepalive", "60",
                "cleansession", true)));
    for (var room = 1; room <= rooms; room++) {
      nodes.addAll(flow(room));
    }
    return nodes;
  }

  private static List<Map<String, Object>> flow(int room) {
    return List.of(
        inFlow(
            "in" + room,
            "mqtt in",
            List.of(List.of("switch" + room)),
            Map.of(
                "topic", Topics.reading(room), "qos", "0", "datatype", "auto", "broker", "broker")),
        inFlow(
            "switch" + room,
            "switch",
            List.of(List.of("on" + room), List.of("off" + room)),
            Map.of(
                "property",
                "payload",
                "propertyType",
                "msg",
                "rules",
                List.of(
                    Map.of("t", "gt", "v", "" + Topics.THRESHOLD, "vt", "num"),
                    Map.of("t", "else")),
                "checkall",
                "false",
                "outputs",
                2)),
        change("on", room),
        change("off", room),
        inFlow(
            "filter" + room,
            "rbe",
            List.of(List.of("out" + room)),
            Map.of("func", "rbe", "property", "payload", "septopics", false)),
        inFlow(
            "out" + room,
            "mqtt out",
            List.of(),
            Map.of(
                "topic", Topics.command(room), "qos", "0", "retain", "false", "broker", "broker")));
  }

  private static Map<String, Object> change(String payload, int room) {
    return inFlow(
        payload + room,
        "change",
        List.of(List.of("filter" + room)),
        Map.of(
            "rules",
            List.of(Map.of("t", "set", "p", "payload", "pt", "msg", "to", payload, "tot", "str"))));
  }

  private static Map<String, Object> inFlow(
      String id, String type, List<List<String>> wires, Map<String, Object> settings) {
    var node = node(id, type, settings);
    node.put("z", "flow");
    node.put("wires", wires);
    return node;
  }

  private static Map<String, Object> node(String id, String type, Map<String, Object> settings) {
    var node = new LinkedHashMap<String, Object>(settings);
    node.put("id", id);
    node.put("type", type);
    return node;
  }

  @Override
  public Broker broker() {
    return broker;
  }

  @Override
  public Entrance entrance() {
    return (room, value) ->
        mqtt.publish(Topics.reading(room), ("" + value).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Duration processor() {
    return process.processor();
  }

  @Override
  public void close() {
    mqtt.close();
    process.close();
    broker.close();
  }
}
