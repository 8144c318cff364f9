package domovoy.collector.source.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import domovoy.core.InvalidInputException;
import domovoy.core.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The kind of value templates that devices announce: {@code {{ value }}} and {@code {{
 * value_json.a['b'][0] | float | round(1) }}}. Not a programming language: what has conditions is
 * refused rather than guessed.
 */
final class Template {
  private static final Pattern WHOLE = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?\\}\\}");
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z_][A-Za-z0-9_]*)|\\['([^']*)'\\]|\\[\"([^\"]*)\"\\]|\\[(\\d{1,4})\\]");
  private static final Pattern FILTER =
      Pattern.compile("(float|int|is_defined|default|round|string|lower|upper)(?:\\((.*)\\))?");

  private final String source;
  private final boolean isJson;
  private final List<String> path = new ArrayList<>();
  private Optional<Integer> digits = Optional.empty();
  private boolean isUpper;
  private boolean isLower;

  private Template(String source) {
    this.source = source;
    var whole = WHOLE.matcher(source.strip());
    if (!whole.matches()) {
      throw refused();
    }
    var parts = whole.group(1).split("\\s*\\|\\s*");
    var base = parts[0].strip();
    isJson = base.startsWith("value_json");
    if (isJson) {
      steps(base.substring("value_json".length()));
    } else if (!base.equals("value")) {
      throw refused();
    }
    for (var index = 1; index < parts.length; index++) {
      filter(parts[index].strip());
    }
  }

  /**
   * @throws InvalidInputException naming {@code value_template} when it is more than this
   *     understands
   */
  static Template of(String source) {
    return new Template(source.isBlank() ? "{{ value }}" : source);
  }

  private InvalidInputException refused() {
    return new InvalidInputException(
        "value_template", "{{ value }} or {{ value_json.name }} with plain filters", source);
  }

  private void steps(String text) {
    var step = STEP.matcher(text);
    var end = 0;
    while (step.find() && step.start() == end) {
      end = step.end();
      for (var group = 1; group <= step.groupCount(); group++) {
        if (step.group(group) != null) {
          path.add(step.group(group));
        }
      }
    }
    if (end != text.length()) {
      throw refused();
    }
  }

  private void filter(String text) {
    var filter = FILTER.matcher(text);
    if (!filter.matches()) {
      throw refused();
    }
    switch (filter.group(1)) {
      case "int" -> digits = Optional.of(0);
      case "round" -> {
        var argument = filter.group(2);
        if (argument != null && !argument.matches("\\d?")) {
          throw refused();
        }
        digits =
            Optional.of(argument == null || argument.isEmpty() ? 0 : Integer.parseInt(argument));
      }
      case "upper" -> isUpper = true;
      case "lower" -> isLower = true;
      default -> {
        // float, default, string: the point's type settles it
      }
    }
  }

  /** What it makes of a message; nothing when the message does not have it. */
  Optional<String> text(Message message) {
    return node(message)
        .filter(JsonNode::isValueNode)
        .filter(it -> !it.isNull())
        .map(JsonNode::asText)
        .map(it -> isUpper ? it.toUpperCase(java.util.Locale.ROOT) : it)
        .map(it -> isLower ? it.toLowerCase(java.util.Locale.ROOT) : it);
  }

  /** Rounds a number as the template says; other values stay as they are. */
  Value finish(Value value) {
    if (digits.isEmpty() || !(value instanceof Value.Number(var number))) {
      return value;
    }
    var scale = Math.pow(10, digits.get());
    return Value.of(Math.rint(number * scale) / scale);
  }

  private Optional<JsonNode> node(Message message) {
    if (!isJson) {
      return Optional.of(TextNode.valueOf(message.text()));
    }
    var node = message.json();
    for (var step : path) {
      node =
          node.isArray() && step.matches("\\d+")
              ? node.path(Integer.parseInt(step))
              : node.path(step);
    }
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }
}
