package domovoy.collector.source.poll;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A JSONPath (RFC 9535) that names one value: {@code $.current.temperature_2m}, {@code $['a
 * b'][0]}, {@code $.list[-1]}. Wildcards, filters and slices, which name many, are refused.
 */
final class JsonPath {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z_\\u0080-\\uFFFF][\\w\\u0080-\\uFFFF]*)|\\['([^']*)'\\]"
              + "|\\[\"([^\"]*)\"\\]|\\[(-?\\d{1,6})\\]");

  private final String text;
  private final List<Object> steps = new ArrayList<>();

  /**
   * @throws InvalidInputException naming {@code path} when it does not name one value
   */
  JsonPath(String text) {
    this.text = text;
    var step = STEP.matcher(text == null ? "" : text);
    var end = 1;
    while (text != null && step.find(end) && step.start() == end) {
      end = step.end();
      for (var group = 1; group <= 3; group++) {
        if (step.group(group) != null) {
          steps.add(step.group(group));
        }
      }
      if (step.group(4) != null) {
        steps.add(Integer.valueOf(step.group(4)));
      }
      if (end == text.length()) {
        break;
      }
    }
    if (text == null || !text.startsWith("$") || end != text.length()) {
      throw new InvalidInputException(
          "path", "a path to one value, such as $.current.temperature", String.valueOf(text));
    }
  }

  /** The value there; missing when there is none. */
  JsonNode of(JsonNode root) {
    var node = root;
    for (var step : steps) {
      node =
          switch (step) {
            case Integer index -> node.path(index < 0 ? node.size() + index : index);
            case String name -> node.isArray() ? node.path("") : node.path(name);
            default -> throw new IllegalStateException("a step is a name or an index");
          };
    }
    return node;
  }

  @Override
  public String toString() {
    return text;
  }
}
