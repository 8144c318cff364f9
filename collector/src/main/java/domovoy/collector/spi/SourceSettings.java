package domovoy.collector.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Names;

/**
 * One entry of {@code sources} in a collector's configuration.
 *
 * @param id its name, for metrics and messages
 * @param source the {@link SourceProvider#type}
 * @param settings the source's own
 */
public record SourceSettings(String id, String source, JsonNode settings) {

  public SourceSettings {
    Names.requireName("id", id);
    Names.requireName("source", source);
    settings =
        settings == null || settings.isNull() || settings.isMissingNode()
            ? JsonNodeFactory.instance.objectNode()
            : settings;
  }

  /**
   * The source's own settings as a record.
   *
   * @throws InvalidInputException naming the key that is unknown, missing or wrong
   */
  public <T> T settings(Class<T> type) {
    try {
      return Json.yaml().treeToValue(settings, type);
    } catch (JsonProcessingException e) {
      throw Json.explain("settings", e);
    }
  }
}
