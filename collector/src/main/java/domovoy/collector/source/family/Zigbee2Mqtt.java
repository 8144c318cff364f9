package domovoy.collector.source.family;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.collector.spi.Slug;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Zigbee2MQTT: {@code BASE/bridge/devices} tells the devices and what they expose, {@code
 * BASE/NAME} their state, {@code BASE/NAME/availability} whether they are reached. As its
 * documentation, "MQTT topics and messages" and "Exposes", has it.
 */
final class Zigbee2Mqtt implements Family {
  private static final int IN_STATE = 1;

  /** A property of a device's state. */
  private record Property(String pointer, String point, JsonNode on, JsonNode off) {
    Optional<Value> of(JsonNode value) {
      if (!on.isMissingNode()) {
        return value.equals(on)
            ? Optional.of(Value.ON)
            : value.equals(off) ? Optional.of(Value.OFF) : Values.of(value);
      }
      return Values.of(value);
    }
  }

  private record Known(String id, List<Property> properties) {}

  private final String base;
  private final Map<String, Known> devices = new HashMap<>();

  Zigbee2Mqtt(String base) {
    this.base = base;
  }

  @Override
  public List<String> topics() {
    return List.of(base + "/#");
  }

  @Override
  public void take(Message message, Findings out) {
    if (!message.topic().startsWith(base + "/")) {
      return;
    }
    var rest = message.topic().substring(base.length() + 1);
    if (rest.equals("bridge/devices")) {
      message.json().forEach(it -> device(it, out));
    } else if (rest.equals("bridge/state")) {
      if (!isOnline(message)) {
        devices.values().forEach(it -> out.reached(it.id(), false));
      }
    } else if (rest.endsWith("/availability")) {
      var known = devices.get(rest.substring(0, rest.length() - "/availability".length()));
      if (known != null) {
        out.reached(known.id(), isOnline(message));
      }
    } else if (devices.containsKey(rest)) {
      state(devices.get(rest), message.json(), out);
    }
  }

  private static boolean isOnline(Message message) {
    var isJson = message.text().startsWith("{");
    var state = isJson ? message.json().path("state").asText() : message.text();
    return state.equals("online");
  }

  private void device(JsonNode device, Findings out) {
    var name = device.path("friendly_name").asText();
    var exposes = device.path("definition").path("exposes");
    if (name.isEmpty() || device.path("disabled").asBoolean() || exposes.isEmpty()) {
      return;
    }
    var id = Slug.of(name);
    var points = new ArrayList<Point>();
    var properties = new ArrayList<Property>();
    exposes.forEach(it -> expose(id, "", it, points, properties));
    if (!points.isEmpty()) {
      devices.put(name, new Known(id, properties));
      out.device(id, name, Optional.empty(), points);
    }
  }

  private static void expose(
      String device, String under, JsonNode expose, List<Point> points, List<Property> properties) {
    if (expose.has("features")) {
      var isNested = expose.path("type").asText().equals("composite");
      var inner = isNested ? under + "/" + expose.path("property").asText() : under;
      expose.get("features").forEach(it -> expose(device, inner, it, points, properties));
      return;
    }
    var property = expose.path("property").asText();
    if (property.isEmpty() || (expose.path("access").asInt(IN_STATE) & IN_STATE) == 0) {
      return;
    }
    try {
      var pointer = under + "/" + property;
      var id = device + "." + Slug.of(pointer.equals("/contact") ? "open" : pointer);
      point(id, expose)
          .filter(it -> points.stream().noneMatch(other -> other.id().equals(it.id())))
          .ifPresent(
              it -> {
                points.add(it);
                properties.add(
                    new Property(pointer, id, expose.path("value_on"), expose.path("value_off")));
              });
    } catch (InvalidInputException _) {
      // a property that cannot be named or described; the device's others can
    }
  }

  private static Optional<Point> point(String id, JsonNode expose) {
    var label = expose.path("label").asText();
    var word = expose.path("name").asText(expose.path("property").asText());
    return switch (expose.path("type").asText()) {
      case "numeric" ->
          Optional.of(
              Vocabulary.number(
                  id,
                  label,
                  word,
                  text(expose, "unit"),
                  number(expose, "value_min"),
                  number(expose, "value_max")));
      case "binary" -> Optional.of(Vocabulary.onOff(id, label, word));
      case "enum" -> {
        var labels =
            StreamSupport.stream(expose.path("values").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        yield Optional.of(Vocabulary.choice(id, label, word, labels));
      }
      case "text" -> Optional.of(Vocabulary.text(id, label, word));
      default -> Optional.empty();
    };
  }

  private static Optional<String> text(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
  }

  private static Optional<Double> number(JsonNode node, String key) {
    return Optional.ofNullable(node.get(key)).filter(JsonNode::isNumber).map(JsonNode::asDouble);
  }

  private static void state(Known device, JsonNode state, Findings out) {
    for (var property : device.properties()) {
      property.of(state.at(property.pointer())).ifPresent(it -> out.reading(property.point(), it));
    }
  }
}
