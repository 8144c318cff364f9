package domovoy.collector.source.family;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.collector.spi.Slug;
import domovoy.core.Point;
import domovoy.core.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shelly of the second generation and later: {@code PREFIX/events/rpc} tells changes ({@code
 * NotifyStatus}, {@code NotifyFullStatus}), {@code PREFIX/status/COMPONENT} the state of a
 * component, {@code PREFIX/online} whether it is reached. As its API reference has it.
 */
final class ShellySecond implements Family {
  private static final double WATT_HOURS = 1_000;

  /** What a field of a component is. */
  private record Field(String word, String unit, double divisor) {}

  private static final Map<String, Field> FIELDS =
      Map.ofEntries(
          Map.entry("apower", new Field("power", "W", 1)),
          Map.entry("act_power", new Field("power", "W", 1)),
          Map.entry("total_act_power", new Field("power", "W", 1)),
          Map.entry("a_act_power", new Field("power", "W", 1)),
          Map.entry("b_act_power", new Field("power", "W", 1)),
          Map.entry("c_act_power", new Field("power", "W", 1)),
          Map.entry("voltage", new Field("voltage", "V", 1)),
          Map.entry("a_voltage", new Field("voltage", "V", 1)),
          Map.entry("b_voltage", new Field("voltage", "V", 1)),
          Map.entry("c_voltage", new Field("voltage", "V", 1)),
          Map.entry("current", new Field("current", "A", 1)),
          Map.entry("freq", new Field("frequency", "Hz", 1)),
          Map.entry("pf", new Field("power-factor", "1", 1)),
          Map.entry("aenergy/total", new Field("energy", "kWh", WATT_HOURS)),
          Map.entry("total_act_energy", new Field("energy", "kWh", WATT_HOURS)),
          Map.entry("total_act", new Field("energy", "kWh", WATT_HOURS)),
          Map.entry("total_act_ret", new Field("energy", "kWh", WATT_HOURS)),
          Map.entry("temperature/tC", new Field("temperature", "°C", 1)),
          Map.entry("tC", new Field("temperature", "°C", 1)),
          Map.entry("rh", new Field("humidity", "%", 1)),
          Map.entry("battery/percent", new Field("battery", "%", 1)),
          Map.entry("lux", new Field("illuminance", "lx", 1)),
          Map.entry("current_pos", new Field("position", "%", 1)));

  private static final Map<String, String> FLAGS =
      Map.of("output", "switch", "state", "input", "alarm", "alarm", "motion", "motion");

  private static final List<String> COMPONENTS =
      List.of(
          "switch",
          "light",
          "rgb",
          "rgbw",
          "cct",
          "cover",
          "input",
          "temperature",
          "humidity",
          "pm1",
          "em",
          "em1",
          "emdata",
          "em1data",
          "devicepower",
          "smoke",
          "flood",
          "illuminance",
          "voltmeter",
          "presence",
          "motion");

  @Override
  public List<String> topics() {
    return List.of("+/events/rpc", "+/status/+", "+/online");
  }

  @Override
  public void take(Message message, Findings out) {
    var levels = message.levels();
    if (levels.size() < 2) {
      return;
    }
    var name = levels.getFirst();
    switch (levels.get(1)) {
      case "online" -> {
        if (levels.size() == 2) {
          out.reached(Slug.of(name), message.text().equals("true"));
        }
      }
      case "events" -> {
        var event = message.json();
        if (event.path("method").asText().matches("Notify(Full)?Status")) {
          event
              .path("params")
              .properties()
              .forEach(it -> component(name, it.getKey(), it.getValue(), out));
        }
      }
      case "status" -> {
        if (levels.size() == 3 && isComponent(levels.get(2))) {
          component(name, levels.get(2), message.json(), out);
        }
      }
      default -> {
        // of another family
      }
    }
  }

  private static boolean isComponent(String key) {
    return key.matches("[a-z0-9]+:\\d{1,3}") && COMPONENTS.contains(key.split(":")[0]);
  }

  private static void component(String name, String key, JsonNode state, Findings out) {
    if (!isComponent(key)) {
      return;
    }
    var device = Slug.of(name);
    var prefix = device + "." + Slug.of(key);
    FIELDS.forEach(
        (path, field) -> {
          var node = state.at("/" + path);
          if (node.isNumber()) {
            var id = prefix + "-" + Slug.of(path.replace("/tC", "").replace("tC", "temperature"));
            var point =
                Vocabulary.number(
                    id,
                    "",
                    field.word(),
                    Optional.of(field.unit()),
                    Optional.empty(),
                    Optional.empty());
            found(device, name, point, Value.of(node.doubleValue() / field.divisor()), out);
          }
        });
    FLAGS.forEach(
        (path, word) -> {
          var node = state.path(path);
          if (node.isBoolean()) {
            var kind = path.equals("alarm") ? key.split(":")[0] : word;
            var point = Vocabulary.onOff(prefix + "-" + path, "", kind);
            found(device, name, point, Value.of(node.booleanValue()), out);
          }
        });
    if (key.startsWith("cover:") && state.path("state").isTextual()) {
      var labels = List.of("open", "closed", "opening", "closing", "stopped", "calibrating");
      var point = Vocabulary.choice(prefix + "-state", "", "cover", labels);
      found(device, name, point, Value.of(state.path("state").asText()), out);
    }
  }

  private static void found(String device, String name, Point point, Value value, Findings out) {
    out.device(device, name, Optional.empty(), List.of(point));
    out.reading(point.id().name(), value);
  }
}
