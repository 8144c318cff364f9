package domovoy.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a program needs to start: a YAML file, overridden by environment variables, into a
 * record. Keys are kebab-case and unknown ones are refused.
 *
 * <p>The key {@code http.port} of the collector is overridden by {@code
 * DOMOVOY_COLLECTOR_HTTP_PORT}; a key whose name has a hyphen keeps it as one underscore ({@code
 * max-body} is {@code MAX_BODY}), and the longest key that the file or the record knows is
 * preferred.
 */
public final class Settings {
  /** A number that is left out is 0, for which a record takes its default. */
  private static final ObjectMapper MAPPER =
      Json.yaml().copy().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private Settings() {}

  /**
   * Reads the settings of a program.
   *
   * @param program {@code collector}, for the names of environment variables
   * @param file the YAML file; empty: only the environment and the record's own defaults
   * @throws InvalidInputException naming the key that is unknown, missing or wrong
   */
  public static <T> T load(
      Class<T> type, String program, Optional<Path> file, Map<String, String> environment) {
    var tree = file.map(Settings::read).orElseGet(JsonNodeFactory.instance::objectNode);
    var prefix = "DOMOVOY_" + program.toUpperCase(Locale.ROOT) + "_";
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            override(tree, type, name.substring(prefix.length()).toLowerCase(Locale.ROOT), value);
          }
        });
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw Json.explain(file.map(Path::toString).orElse("settings"), e);
    }
  }

  private static ObjectNode read(Path file) {
    try {
      JsonNode tree = Json.yaml().readTree(Files.readString(file));
      if (tree == null || tree.isMissingNode() || tree.isNull()) {
        return JsonNodeFactory.instance.objectNode();
      }
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new InvalidInputException(
          file.toString(), "keys and values", tree.getNodeType().name());
    } catch (JsonProcessingException e) {
      throw Json.explain(file.toString(), e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "--config", "a readable file", file + " (" + e.getMessage() + ")");
    }
  }

  /** Finds the record component that the variable's name starts with, and goes into it. */
  private static void override(ObjectNode tree, Class<?> type, String name, String value) {
    if (!type.isRecord()) {
      throw new InvalidInputException(name, "no such setting", value);
    }
    for (var component : type.getRecordComponents()) {
      var key = kebab(component.getName());
      var variable = key.replace('-', '_');
      if (name.equals(variable)) {
        tree.set(key, scalar(value));
        return;
      }
      var inner = recordType(component.getGenericType());
      if (name.startsWith(variable + "_") && inner.isPresent()) {
        var child = tree.get(key) instanceof ObjectNode object ? object : tree.putObject(key);
        override(child, inner.get(), name.substring(variable.length() + 1), value);
        return;
      }
    }
    throw new InvalidInputException(name, "an environment variable for a known setting", value);
  }

  private static Optional<Class<?>> recordType(java.lang.reflect.Type type) {
    return switch (type) {
      case Class<?> plain when plain.isRecord() -> Optional.of(plain);
      case java.lang.reflect.ParameterizedType optional
          when optional.getRawType() == Optional.class ->
          recordType(optional.getActualTypeArguments()[0]);
      default -> Optional.empty();
    };
  }

  private static JsonNode scalar(String value) {
    try {
      var parsed = Json.yaml().readTree(value);
      return parsed == null || parsed.isMissingNode() ? TextNode.valueOf(value) : parsed;
    } catch (JsonProcessingException _) {
      return TextNode.valueOf(value); // a value such as "*x" is not YAML, but it is text
    }
  }

  private static String kebab(String camel) {
    return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
  }
}
