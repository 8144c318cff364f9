package domovoy.collector.source.family;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import domovoy.core.InvalidInputException;
import java.util.List;

/**
 * One message.
 *
 * @param topic where
 * @param text what
 */
record Message(String topic, String text) {
  /**
   * Devices write keys twice and what not; only a reader that is not strict understands them all.
   */
  private static final JsonMapper LENIENT = JsonMapper.builder().build();

  /** The levels of the topic. */
  List<String> levels() {
    return List.of(topic.split("/", -1));
  }

  /**
   * The text as JSON; missing when it is empty.
   *
   * @throws InvalidInputException naming {@code payload} when it is not JSON
   */
  JsonNode json() {
    try {
      return text.isBlank() ? MissingNode.getInstance() : LENIENT.readTree(text);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("payload", "JSON", "something else");
    }
  }
}
