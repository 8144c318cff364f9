package domovoy.collector.source.family;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Value;
import java.util.Optional;

/** Values as devices write them. */
final class Values {
  private Values() {}

  /** A number, a boolean or text; nothing of null, of what is not there and of what is larger. */
  static Optional<Value> of(JsonNode node) {
    if (node.isNumber()) {
      return Optional.of(Value.of(node.doubleValue()));
    }
    if (node.isBoolean()) {
      return Optional.of(Value.of(node.booleanValue()));
    }
    return node.isTextual() ? of(node.textValue()) : Optional.empty();
  }

  /** {@code ON} is on, {@code 21.4} a number, {@code heat} text, and nothing is nothing. */
  static Optional<Value> of(String text) {
    var bare = text.strip();
    if (bare.isEmpty() || bare.equals("None") || bare.equals("null")) {
      return Optional.empty();
    }
    if (bare.equalsIgnoreCase("on") || bare.equalsIgnoreCase("true")) {
      return Optional.of(Value.ON);
    }
    if (bare.equalsIgnoreCase("off") || bare.equalsIgnoreCase("false")) {
      return Optional.of(Value.OFF);
    }
    if (bare.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?")) {
      var number = Double.parseDouble(bare);
      return Double.isFinite(number) ? Optional.of(Value.of(number)) : Optional.empty();
    }
    return Optional.of(Value.of(bare));
  }
}
