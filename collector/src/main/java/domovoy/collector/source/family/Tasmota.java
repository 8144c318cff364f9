package domovoy.collector.source.family;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.collector.spi.Slug;
import domovoy.core.Point;
import domovoy.core.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tasmota with its own discovery ({@code SetOption19 0}): {@code tasmota/discovery/MAC/config}
 * tells the topics and relays, {@code …/sensors} the sensors; {@code tele/TOPIC/STATE}, {@code
 * SENSOR} and {@code LWT} and {@code stat/TOPIC/RESULT} the values, with the full topic as
 * configured.
 */
final class Tasmota implements Family {
  private static final String DISCOVERY = "tasmota/discovery/";
  private static final Set<String> NO_VALUES = Set.of("Time", "Id", "TotalStartTime");

  /** What is known of one device so far. */
  private static final class Known {
    private final String id;
    private final String name;
    private final JsonNode config;

    Known(JsonNode config) {
      this.config = config;
      var named = config.path("fn").path(0).asText("");
      this.name =
          named.isEmpty() || named.equals("Tasmota") || named.equals("null")
              ? config.path("dn").asText(config.path("t").asText())
              : named;
      this.id = Slug.of(name.equals("Tasmota") ? config.path("t").asText() : name);
    }

    /** The topic of messages of a kind: 1 is stat, 2 is tele. */
    String topic(int kind, String last) {
      return config
              .path("ft")
              .asText("%prefix%/%topic%/")
              .replace("%prefix%", config.path("tp").path(kind).asText(kind == 1 ? "stat" : "tele"))
              .replace("%topic%", config.path("t").asText())
              .replace("%hostname%", config.path("hn").asText())
              .replace("%id%", config.path("mac").asText())
          + last;
    }
  }

  private final Map<String, Known> byMac = new HashMap<>();
  private final Map<String, JsonNode> sensorsFirst = new HashMap<>();
  private final Map<String, Known> states = new HashMap<>();
  private final Map<String, Known> wills = new HashMap<>();

  @Override
  public List<String> topics() {
    return List.of(DISCOVERY + "#");
  }

  @Override
  public void take(Message message, Findings out) {
    var topic = message.topic();
    if (topic.startsWith(DISCOVERY)) {
      discovery(message, out);
    } else if (wills.containsKey(topic)) {
      var known = wills.get(topic);
      out.reached(known.id, message.text().equals(known.config.path("onln").asText("Online")));
    } else if (states.containsKey(topic) && message.text().startsWith("{")) {
      values(states.get(topic).id, "", message.json(), out);
    }
  }

  private void discovery(Message message, Findings out) {
    var levels = message.levels();
    if (levels.size() != 4 || message.text().isBlank()) {
      return;
    }
    var mac = levels.get(2);
    switch (levels.get(3)) {
      case "config" -> {
        var known = new Known(message.json());
        byMac.put(mac, known);
        config(known, out);
        var waiting = sensorsFirst.remove(mac);
        if (waiting != null) {
          sensors(known, waiting, out);
        }
      }
      case "sensors" -> {
        var sensors = message.json().path("sn");
        if (byMac.containsKey(mac)) {
          sensors(byMac.get(mac), sensors, out);
        } else {
          sensorsFirst.put(mac, sensors);
        }
      }
      default -> {
        // of a later version
      }
    }
  }

  private void config(Known known, Findings out) {
    var relays = new ArrayList<Integer>();
    for (var index = 0; index < known.config.path("rl").size(); index++) {
      if (known.config.path("rl").path(index).asInt() > 0) {
        relays.add(index + 1);
      }
    }
    var points = new ArrayList<Point>();
    for (var relay : relays) {
      var name = known.config.path("fn").path(relay - 1).asText("");
      points.add(
          Vocabulary.onOff(
              known.id + (relays.size() == 1 ? ".power" : ".power" + relay),
              name.equals("null") ? "" : name,
              "switch"));
    }
    points.add(
        Vocabulary.number(
            known.id + ".wifi-rssi",
            "",
            "wifi-rssi",
            Optional.of("%"),
            Optional.of(0.0),
            Optional.of(100.0)));
    out.device(known.id, known.name, Optional.empty(), points);
    for (var last : List.of("STATE", "SENSOR")) {
      states.put(known.topic(2, last), known);
      out.subscribe(known.topic(2, last));
    }
    states.put(known.topic(1, "RESULT"), known);
    out.subscribe(known.topic(1, "RESULT"));
    wills.put(known.topic(2, "LWT"), known);
    out.subscribe(known.topic(2, "LWT"));
  }

  private void sensors(Known known, JsonNode sensors, Findings out) {
    var points = new ArrayList<Point>();
    describe(known.id, "", sensors, sensors, points);
    if (!points.isEmpty()) {
      out.device(known.id, known.name, Optional.empty(), points);
    }
  }

  private static void describe(
      String device, String under, JsonNode node, JsonNode root, List<Point> points) {
    node.properties()
        .forEach(
            it -> {
              var key = it.getKey();
              var value = it.getValue();
              if (NO_VALUES.contains(key) || key.endsWith("Unit")) {
                return;
              }
              if (value.isObject()) {
                describe(device, under + "-" + key, value, root, points);
                return;
              }
              if (value.isArray()) {
                for (var index = 0; index < value.size(); index++) {
                  points.add(
                      point(device, under + "-" + key + "-" + (index + 1), key, value, root));
                }
                return;
              }
              points.add(point(device, under + "-" + key, key, value, root));
            });
  }

  private static Point point(
      String device, String path, String key, JsonNode value, JsonNode root) {
    var id = device + "." + Slug.of(path);
    if (value.isTextual()) {
      return key.startsWith("Switch")
          ? Vocabulary.onOff(id, "", "switch")
          : Vocabulary.text(id, "", key);
    }
    var word =
        switch (key) {
          case "Total", "Yesterday", "Today" -> "energy";
          default -> key;
        };
    var unit =
        switch (key) {
          case "Temperature", "DewPoint" -> Optional.of(root.path("TempUnit").asText("C"));
          case "Pressure", "SeaPressure" -> Optional.of(root.path("PressureUnit").asText("hPa"));
          case "Total", "Yesterday", "Today" -> Optional.of("kWh");
          case "ApparentPower", "ReactivePower" -> Optional.of("VA");
          default -> Optional.<String>empty();
        };
    return Vocabulary.number(id, "", word, unit, Optional.empty(), Optional.empty());
  }

  private static void values(String device, String under, JsonNode node, Findings out) {
    node.properties()
        .forEach(
            it -> {
              var key = it.getKey();
              var value = it.getValue();
              if (NO_VALUES.contains(key)) {
                return;
              }
              if (value.isObject()) {
                values(device, under + "-" + key, value, out);
              } else if (value.isArray()) {
                for (var index = 0; index < value.size(); index++) {
                  value(device, under + "-" + key + "-" + (index + 1), value.get(index), out);
                }
              } else {
                value(device, under + "-" + key, value, out);
              }
            });
  }

  private static void value(String device, String path, JsonNode node, Findings out) {
    Optional<Value> value = Values.of(node);
    if (value.isPresent() && path.matches(".*[\\p{Alnum}].*")) {
      out.reading(device + "." + Slug.of(path), value.get());
    }
  }
}
