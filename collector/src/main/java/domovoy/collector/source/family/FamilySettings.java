package domovoy.collector.source.family;

import domovoy.collector.source.mqtt.BrokerAddress;
import domovoy.core.InvalidInputException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the broker is and which families are there.
 *
 * @param url {@code mqtt://host:1883}, or {@code mqtts://host:8883} for TLS
 * @param clientId {@code domovoy-devices} unless told otherwise
 * @param user for the broker; empty: none is needed
 * @param passwordFile a file of mode 0600 whose first line is the password
 * @param families of {@code zigbee2mqtt}, {@code tasmota}, {@code shelly}, {@code home-assistant};
 *     all unless told otherwise
 * @param zigbee2mqtt its base topic; {@code zigbee2mqtt} unless told otherwise
 * @param homeAssistant the discovery prefix; {@code homeassistant} unless told otherwise
 */
record FamilySettings(
    URI url,
    String clientId,
    Optional<String> user,
    Optional<Path> passwordFile,
    Set<String> families,
    String zigbee2mqtt,
    String homeAssistant) {
  private static final Set<String> ALL =
      Set.of("zigbee2mqtt", "tasmota", "shelly", "home-assistant");

  FamilySettings {
    clientId = clientId == null || clientId.isBlank() ? "domovoy-devices" : clientId;
    new BrokerAddress(url, clientId, user, passwordFile);
    families = families == null || families.isEmpty() ? ALL : Set.copyOf(families);
    zigbee2mqtt = base("zigbee2mqtt", zigbee2mqtt, "zigbee2mqtt");
    homeAssistant = base("home-assistant", homeAssistant, "homeassistant");
    for (var family : families) {
      if (!ALL.contains(family)) {
        throw new InvalidInputException(
            "families", "of " + String.join(", ", ALL.stream().sorted().toList()), family);
      }
    }
  }

  private static String base(String field, String topic, String usual) {
    if (topic == null || topic.isBlank()) {
      return usual;
    }
    if (topic.contains("#") || topic.contains("+") || topic.endsWith("/")) {
      throw new InvalidInputException(field, "a topic without wildcards, such as " + usual, topic);
    }
    return topic;
  }

  BrokerAddress broker() {
    return new BrokerAddress(url, clientId, user, passwordFile);
  }

  /** The families anew, knowing nothing yet. */
  List<Family> create() {
    var all = new ArrayList<Family>();
    if (families.contains("zigbee2mqtt")) {
      all.add(new Zigbee2Mqtt(zigbee2mqtt));
    }
    if (families.contains("tasmota")) {
      all.add(new Tasmota());
    }
    if (families.contains("shelly")) {
      all.add(new ShellyFirst());
      all.add(new ShellySecond());
    }
    if (families.contains("home-assistant")) {
      all.add(
          new HomeAssistant(
              homeAssistant, families.contains("zigbee2mqtt") ? Set.of("Zigbee2MQTT") : Set.of()));
    }
    return all;
  }
}
