package domovoy.collector.source.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import domovoy.collector.spi.Slug;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * Home Assistant's MQTT discovery, which ESPHome, OpenBeken and many others speak: {@code
 * PREFIX/COMPONENT/[NODE/]OBJECT/config} describes an entity, {@code PREFIX/device/OBJECT/config} a
 * device with all of them; values come on the topics that these name.
 */
final class HomeAssistant implements Family {
  private static final List<String> COVER =
      List.of("open", "opening", "closed", "closing", "stopped");
  private static final List<String> LOCK =
      List.of("LOCKED", "LOCKING", "UNLOCKED", "UNLOCKING", "JAMMED");

  /** One value on one topic, of the entity that a configuration announced. */
  private record Binding(
      String origin, String point, Template template, Function<String, Optional<Value>> meaning) {}

  private record Availability(
      String origin, String device, Template template, String online, String offline) {}

  private record Entity(String origin, String component, JsonNode config, String device) {
    String text(String key, String otherwise) {
      return config.path(key).asText(otherwise);
    }

    String word() {
      return config.hasNonNull("device_class") ? text("device_class", "") : component;
    }
  }

  private final String prefix;
  private final Set<String> spokenFor;
  private final Map<String, List<Binding>> bindings = new HashMap<>();
  private final Map<String, List<Availability>> availabilities = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();

  /**
   * @param prefix usually {@code homeassistant}
   * @param spokenFor programs whose devices come in another way, by their {@code origin.name}
   */
  HomeAssistant(String prefix, Set<String> spokenFor) {
    this.prefix = prefix;
    this.spokenFor = spokenFor;
  }

  @Override
  public List<String> topics() {
    return List.of(prefix + "/+/+/config", prefix + "/+/+/+/config");
  }

  @Override
  public void take(Message message, Findings out) {
    if (message.topic().startsWith(prefix + "/") && message.topic().endsWith("/config")) {
      config(message, out);
      return;
    }
    for (var it : availabilities.getOrDefault(message.topic(), List.of())) {
      var text = it.template().text(message).orElse("");
      if (text.equals(it.online()) || text.equals(it.offline())) {
        out.reached(it.device(), text.equals(it.online()));
      }
    }
    for (var it : bindings.getOrDefault(message.topic(), List.of())) {
      it.template()
          .text(message)
          .flatMap(text -> it.meaning().apply(text))
          .ifPresent(value -> out.reading(it.point(), value));
    }
  }

  private void config(Message message, Findings out) {
    bindings.values().forEach(all -> all.removeIf(it -> it.origin().equals(message.topic())));
    availabilities.values().forEach(all -> all.removeIf(it -> it.origin().equals(message.topic())));
    if (message.text().isBlank()) {
      return; // the device was taken away
    }
    var config = Abbreviations.expand(message.json());
    if (spokenFor.contains(config.path("origin").path("name").asText())) {
      return;
    }
    var levels = message.levels();
    var component = levels.get(prefix.split("/").length);
    if (component.equals("device")) {
      config
          .path("components")
          .properties()
          .forEach(it -> entity(message.topic(), it.getKey(), merged(config, it.getValue()), out));
    } else {
      var object = levels.get(levels.size() - 2);
      config.put("platform", component);
      entity(message.topic(), object, config, out);
    }
  }

  private static JsonNode merged(JsonNode device, JsonNode component) {
    var merged = JsonNodeFactory.instance.objectNode();
    device
        .properties()
        .forEach(
            it -> {
              if (!it.getKey().equals("components")) {
                merged.set(it.getKey(), it.getValue());
              }
            });
    component.properties().forEach(it -> merged.set(it.getKey(), it.getValue()));
    return merged;
  }

  private void entity(String origin, String object, JsonNode config, Findings out) {
    var owner = config.path("device");
    var title = owner.path("name").asText(config.path("name").asText(object));
    var device = Slug.of(title);
    var entity = new Entity(origin, config.path("platform").asText(), config, device);
    var name =
        config.hasNonNull("name") && owner.has("name")
            ? config.path("name").asText()
            : entity.word();
    var id = name(entity, device + "." + Slug.of(name));
    var points = new ArrayList<Point>();
    describe(entity, id, name, points, out);
    if (points.isEmpty()) {
      return;
    }
    var area = Optional.ofNullable(owner.get("suggested_area")).map(JsonNode::asText);
    out.device(device, title, area, points);
    availability(entity, out);
  }

  /** Two entities of one name in a device are told apart by what they are. */
  private String name(Entity entity, String wanted) {
    var key = entity.origin() + " " + entity.text("unique_id", wanted);
    var name = wanted;
    if (!owners.computeIfAbsent(name, _ -> key).equals(key)) {
      name = wanted + "-" + Slug.of(entity.component());
      if (!owners.computeIfAbsent(name, _ -> key).equals(key)) {
        throw new InvalidInputException("name", "each name once in a device", wanted);
      }
    }
    return name;
  }

  private void describe(Entity entity, String id, String name, List<Point> points, Findings out) {
    switch (entity.component()) {
      case "sensor" -> sensor(entity, id, name, points, out);
      case "binary_sensor" -> {
        points.add(Vocabulary.onOff(id, name, entity.word()));
        bind(
            entity,
            "state_topic",
            "value_template",
            id,
            onOff(entity, "payload_on", "payload_off"),
            out);
      }
      case "switch", "siren", "fan" -> {
        points.add(Vocabulary.onOff(id, name, entity.word()));
        var template =
            entity.config().has("state_value_template") ? "state_value_template" : "value_template";
        bind(entity, "state_topic", template, id, switched(entity), out);
      }
      case "light" -> light(entity, id, name, points, out);
      case "cover", "valve" -> cover(entity, id, name, points, out);
      case "lock" -> {
        points.add(Vocabulary.choice(id, name, "lock", LOCK));
        bind(entity, "state_topic", "value_template", id, Values::of, out);
      }
      case "climate" -> climate(entity, id, points, out);
      case "number" -> {
        points.add(number(entity, id, name));
        bind(entity, "state_topic", "value_template", id, Values::of, out);
      }
      case "select" -> choice(entity, "options", id, name, points, out);
      case "text" -> {
        points.add(Vocabulary.text(id, name, entity.word()));
        bind(entity, "state_topic", "value_template", id, it -> Optional.of(Value.of(it)), out);
      }
      case "vacuum" -> {
        points.add(Vocabulary.text(id, name, "vacuum"));
        bind(entity, "state_topic", Template.of("{{ value_json.state }}"), id, Values::of, out);
      }
      case "device_tracker" -> {
        points.add(Vocabulary.onOff(id, name, "presence"));
        var home = entity.text("payload_home", "home");
        var away = entity.text("payload_not_home", "not_home");
        bind(entity, "state_topic", "value_template", id, flag(home, away), out);
      }
      case "event" -> event(entity, id, name, points, out);
      default -> {
        // buttons, scenes, updates: nothing that is measured
      }
    }
  }

  private void sensor(Entity entity, String id, String name, List<Point> points, Findings out) {
    var word = entity.text("device_class", "");
    if (word.equals("enum") && entity.config().has("options")) {
      choice(entity, "options", id, name, points, out);
      return;
    }
    var isNumber =
        entity.config().hasNonNull("unit_of_measurement")
            || entity.config().hasNonNull("state_class");
    if (isNumber) {
      points.add(number(entity, id, name));
      bind(entity, "state_topic", "value_template", id, Values::of, out);
    } else {
      points.add(Vocabulary.text(id, name, entity.word()));
      bind(entity, "state_topic", "value_template", id, it -> Optional.of(Value.of(it)), out);
    }
  }

  private static Point number(Entity entity, String id, String name) {
    var config = entity.config();
    var isInput = entity.component().equals("number");
    return Vocabulary.number(
        id,
        name,
        config.hasNonNull("device_class") ? entity.word() : name,
        Optional.ofNullable(config.get("unit_of_measurement")).map(JsonNode::asText),
        isInput ? Optional.of(config.path("min").asDouble(1)) : Optional.empty(),
        isInput ? Optional.of(config.path("max").asDouble(100)) : Optional.empty());
  }

  private void choice(
      Entity entity, String key, String id, String name, List<Point> points, Findings out) {
    points.add(Vocabulary.choice(id, name, entity.component(), texts(entity.config().path(key))));
    bind(entity, "state_topic", "value_template", id, it -> Optional.of(Value.of(it)), out);
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  private void event(Entity entity, String id, String name, List<Point> points, Findings out) {
    points.add(Vocabulary.choice(id, name, "event", texts(entity.config().path("event_types"))));
    bind(
        entity,
        "state_topic",
        Template.of("{{ value_json.event_type }}"),
        id,
        it -> Optional.of(Value.of(it)),
        out);
  }

  private void light(Entity entity, String id, String name, List<Point> points, Findings out) {
    var isJson = entity.text("schema", "basic").equals("json");
    points.add(Vocabulary.onOff(id, name, "light"));
    if (isJson) {
      bind(entity, "state_topic", Template.of("{{ value_json.state }}"), id, Values::of, out);
    } else {
      bind(entity, "state_topic", "state_value_template", id, switched(entity), out);
    }
    var topic = isJson ? "state_topic" : "brightness_state_topic";
    var isDimmed =
        isJson ? entity.config().path("brightness").asBoolean() : entity.config().has(topic);
    if (isDimmed) {
      var scale = entity.config().path("brightness_scale").asDouble(255);
      var point = id + "-brightness";
      points.add(
          Vocabulary.number(
              point, "", "brightness", Optional.empty(), Optional.of(0.0), Optional.of(scale)));
      var template =
          isJson
              ? Template.of("{{ value_json.brightness }}")
              : Template.of(entity.text("brightness_value_template", ""));
      bind(entity, topic, template, point, Values::of, out);
    }
  }

  private void cover(Entity entity, String id, String name, List<Point> points, Findings out) {
    var isValve = entity.component().equals("valve");
    if (entity.config().has("position_topic")
        || entity.config().path("reports_position").asBoolean()) {
      points.add(
          Vocabulary.number(
              id + "-position",
              name,
              "position",
              Optional.of("%"),
              Optional.of(0.0),
              Optional.of(100.0)));
      var topic = entity.config().has("position_topic") ? "position_topic" : "state_topic";
      var template = isValve ? "value_template" : "position_template";
      bind(entity, topic, template, id + "-position", Values::of, out);
    }
    if (entity.config().has("state_topic")) {
      points.add(Vocabulary.choice(id, name, entity.word(), COVER));
      var meanings = new HashMap<String, Value>();
      COVER.forEach(it -> meanings.put(stateName(entity, it), Value.of(it)));
      bind(
          entity,
          "state_topic",
          "value_template",
          id,
          it -> Optional.ofNullable(meanings.get(it)),
          out);
    }
  }

  private static String stateName(Entity entity, String state) {
    return entity.text("state_" + state, state);
  }

  private void climate(Entity entity, String id, List<Point> points, Findings out) {
    var unit = Optional.of(entity.text("temperature_unit", "C"));
    number(entity, "current_temperature", "temperature", unit, id, points, out);
    number(entity, "temperature_state", "temperature", unit, id, points, out);
    number(entity, "current_humidity", "humidity", Optional.of("%"), id, points, out);
    for (var what : List.of("mode_state", "action", "fan_mode_state", "preset_mode_state")) {
      if (entity.config().has(what + "_topic")) {
        var point = id + "-" + Slug.of(what.replace("_state", ""));
        points.add(Vocabulary.text(point, "", what.replace("_state", "")));
        bind(
            entity,
            what + "_topic",
            what + "_template",
            point,
            it -> Optional.of(Value.of(it)),
            out);
      }
    }
  }

  private void number(
      Entity entity,
      String what,
      String word,
      Optional<String> unit,
      String id,
      List<Point> points,
      Findings out) {
    if (entity.config().has(what + "_topic")) {
      var point = id + "-" + Slug.of(what.replace("temperature_state", "target-temperature"));
      points.add(Vocabulary.number(point, "", word, unit, Optional.empty(), Optional.empty()));
      bind(entity, what + "_topic", what + "_template", point, Values::of, out);
    }
  }

  private static Function<String, Optional<Value>> switched(Entity entity) {
    return entity.config().has("state_on") || entity.config().has("state_off")
        ? onOff(entity, "state_on", "state_off")
        : onOff(entity, "payload_on", "payload_off");
  }

  private static Function<String, Optional<Value>> onOff(Entity entity, String on, String off) {
    return flag(entity.text(on, "ON"), entity.text(off, "OFF"));
  }

  private static Function<String, Optional<Value>> flag(String on, String off) {
    return it ->
        it.equalsIgnoreCase(on)
            ? Optional.of(Value.ON)
            : it.equalsIgnoreCase(off) ? Optional.of(Value.OFF) : Optional.empty();
  }

  private void bind(
      Entity entity,
      String topic,
      String template,
      String point,
      Function<String, Optional<Value>> meaning,
      Findings out) {
    bind(entity, topic, Template.of(entity.text(template, "")), point, meaning, out);
  }

  private void bind(
      Entity entity,
      String topic,
      Template template,
      String point,
      Function<String, Optional<Value>> meaning,
      Findings out) {
    var name = entity.text(topic, "");
    if (name.isEmpty() || name.contains("#") || name.contains("+")) {
      throw new InvalidInputException(topic, "a topic without wildcards", name);
    }
    Function<String, Optional<Value>> rounded = it -> meaning.apply(it).map(template::finish);
    bindings
        .computeIfAbsent(name, _ -> new ArrayList<>())
        .add(new Binding(entity.origin(), point, template, rounded));
    out.subscribe(name);
  }

  private void availability(Entity entity, Findings out) {
    var config = entity.config();
    var listed = new ArrayList<JsonNode>();
    if (config.path("availability").isArray()) {
      config.get("availability").forEach(listed::add);
    } else if (config.path("availability").isObject()) {
      listed.add(config.get("availability"));
    }
    if (config.has("availability_topic")) {
      listed.add(
          JsonNodeFactory.instance
              .objectNode()
              .put("topic", entity.text("availability_topic", ""))
              .put("value_template", entity.text("availability_template", ""))
              .put("payload_available", entity.text("payload_available", "online"))
              .put("payload_not_available", entity.text("payload_not_available", "offline")));
    }
    var seen = new HashSet<String>();
    for (var it : listed) {
      var topic = it.path("topic").asText();
      if (topic.isEmpty() || topic.contains("#") || topic.contains("+") || !seen.add(topic)) {
        continue;
      }
      availabilities
          .computeIfAbsent(topic, _ -> new ArrayList<>())
          .add(
              new Availability(
                  entity.origin(),
                  entity.device(),
                  Template.of(it.path("value_template").asText("")),
                  it.path("payload_available").asText("online"),
                  it.path("payload_not_available").asText("offline")));
      out.subscribe(topic);
    }
  }
}
