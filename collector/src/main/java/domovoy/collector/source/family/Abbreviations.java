package domovoy.collector.source.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import domovoy.core.InvalidInputException;
import java.util.Map;

/** The short keys that Home Assistant's discovery allows, and its {@code ~} for a base topic. */
final class Abbreviations {
  private static final Map<String, String> LONG =
      Map.ofEntries(
          Map.entry("act_t", "action_topic"),
          Map.entry("act_tpl", "action_template"),
          Map.entry("avty", "availability"),
          Map.entry("avty_t", "availability_topic"),
          Map.entry("avty_tpl", "availability_template"),
          Map.entry("bri_scl", "brightness_scale"),
          Map.entry("bri_stat_t", "brightness_state_topic"),
          Map.entry("bri_val_tpl", "brightness_value_template"),
          Map.entry("cmps", "components"),
          Map.entry("curr_hum_t", "current_humidity_topic"),
          Map.entry("curr_hum_tpl", "current_humidity_template"),
          Map.entry("curr_temp_t", "current_temperature_topic"),
          Map.entry("curr_temp_tpl", "current_temperature_template"),
          Map.entry("dev", "device"),
          Map.entry("dev_cla", "device_class"),
          Map.entry("evt_typ", "event_types"),
          Map.entry("fan_mode_stat_t", "fan_mode_state_topic"),
          Map.entry("ids", "identifiers"),
          Map.entry("mode_stat_t", "mode_state_topic"),
          Map.entry("mode_stat_tpl", "mode_state_template"),
          Map.entry("o", "origin"),
          Map.entry("ops", "options"),
          Map.entry("p", "platform"),
          Map.entry("pl_avail", "payload_available"),
          Map.entry("pl_home", "payload_home"),
          Map.entry("pl_not_avail", "payload_not_available"),
          Map.entry("pl_not_home", "payload_not_home"),
          Map.entry("pl_off", "payload_off"),
          Map.entry("pl_on", "payload_on"),
          Map.entry("pos_t", "position_topic"),
          Map.entry("pos_tpl", "position_template"),
          Map.entry("pr_mode_stat_t", "preset_mode_state_topic"),
          Map.entry("sa", "suggested_area"),
          Map.entry("stat_cla", "state_class"),
          Map.entry("stat_clsd", "state_closed"),
          Map.entry("stat_closing", "state_closing"),
          Map.entry("stat_off", "state_off"),
          Map.entry("stat_on", "state_on"),
          Map.entry("stat_open", "state_open"),
          Map.entry("stat_opening", "state_opening"),
          Map.entry("stat_stopped", "state_stopped"),
          Map.entry("stat_t", "state_topic"),
          Map.entry("stat_val_tpl", "state_value_template"),
          Map.entry("t", "topic"),
          Map.entry("temp_stat_t", "temperature_state_topic"),
          Map.entry("temp_stat_tpl", "temperature_state_template"),
          Map.entry("temp_unit", "temperature_unit"),
          Map.entry("uniq_id", "unique_id"),
          Map.entry("unit_of_meas", "unit_of_measurement"),
          Map.entry("val_tpl", "value_template"));

  private Abbreviations() {}

  /**
   * The configuration with long keys and whole topics.
   *
   * @throws InvalidInputException when it is no object
   */
  static ObjectNode expand(JsonNode config) {
    if (!(config instanceof ObjectNode object)) {
      throw new InvalidInputException(
          "payload", "an object that describes an entity", "other JSON");
    }
    return expand(object, object.path("~").asText(""));
  }

  private static ObjectNode expand(ObjectNode config, String base) {
    var expanded = JsonNodeFactory.instance.objectNode();
    config
        .properties()
        .forEach(
            it -> {
              var key = LONG.getOrDefault(it.getKey(), it.getKey());
              expanded.set(key, value(key, it.getValue(), base));
            });
    return expanded;
  }

  private static JsonNode value(String key, JsonNode value, String base) {
    if (value instanceof ObjectNode object) {
      return expand(object, object.path("~").asText(base));
    }
    if (value.isArray()) {
      var array = JsonNodeFactory.instance.arrayNode();
      value.forEach(it -> array.add(value(key, it, base)));
      return array;
    }
    if (!base.isEmpty() && value.isTextual() && key.endsWith("topic")) {
      var topic = value.textValue();
      return TextNode.valueOf(
          topic.startsWith("~")
              ? base + topic.substring(1)
              : topic.endsWith("~") ? topic.substring(0, topic.length() - 1) + base : topic);
    }
    return value;
  }
}
