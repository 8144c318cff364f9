package domovoy.collector.source.mqtt;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Quality;
import domovoy.core.SentReading;
import domovoy.core.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Reads the value of one point out of a message. */
final class Payload {
  private Payload() {}

  /**
   * @param number of the message among those decoded together, from 1
   * @param quality late for a message that the broker kept from nobody knows when
   */
  static Decoded decode(
      MqttSettings.PointTopic topic, byte[] payload, int number, Quality quality) {
    var text = new String(payload, StandardCharsets.UTF_8).strip();
    try {
      var value =
          topic.pointer().isPresent()
              ? at(JsonPointer.compile(topic.pointer().get()), payload)
              : bare(text);
      return new Decoded.Sent(
          number,
          new SentReading(topic.point().name(), value, topic.unit(), Optional.empty(), quality));
    } catch (InvalidInputException e) {
      return new Decoded.Malformed(number, e.faults(), topic.topic() + ": " + text);
    }
  }

  private static Value at(JsonPointer pointer, byte[] payload) {
    JsonNode tree;
    try {
      tree = Json.json().readTree(payload);
    } catch (IOException e) {
      throw new InvalidInputException("payload", "JSON", "something else");
    }
    var node = tree.at(pointer);
    if (node.isNumber()) {
      return Value.of(node.doubleValue());
    }
    if (node.isBoolean()) {
      return Value.of(node.booleanValue());
    }
    if (node.isTextual()) {
      return bare(node.textValue().strip());
    }
    throw new InvalidInputException("value", "a number, true, false or text at " + pointer, "none");
  }

  /** What devices write: 21.4, ON, off, true, or a word. */
  private static Value bare(String text) {
    if (text.isEmpty()) {
      throw new InvalidInputException("value", "a value", "an empty message");
    }
    for (var on : List.of("on", "true")) {
      if (text.equalsIgnoreCase(on)) {
        return Value.of("on");
      }
    }
    for (var off : List.of("off", "false")) {
      if (text.equalsIgnoreCase(off)) {
        return Value.of("off");
      }
    }
    var first = text.charAt(0);
    if (first == '-' || first == '+' || first == '.' || Character.isDigit(first)) {
      try {
        return Value.of(Double.parseDouble(text));
      } catch (NumberFormatException _) {
        return Value.of(text); // such as 12:30, which a text point may take
      }
    }
    return Value.of(text);
  }
}
