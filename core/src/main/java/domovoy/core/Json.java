package domovoy.core;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.stream.Collectors;

/**
 * JSON and YAML as Domovoy writes and reads them: kebab-case keys, ISO 8601 times and durations,
 * unknown and double keys refused.
 */
public final class Json {
  private static final int DEEPEST = 64;

  private static final JsonMapper MAPPER =
      (JsonMapper)
          configure(
                  JsonMapper.builder(
                      com.fasterxml.jackson.core.JsonFactory.builder()
                          .streamReadConstraints(
                              StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                          .build()))
              .build();
  private static final YAMLMapper YAML =
      (YAMLMapper)
          configure(
                  YAMLMapper.builder(
                      YAMLFactory.builder()
                          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                          .build()))
              .build();

  private Json() {}

  private static MapperBuilder<?, ?> configure(MapperBuilder<?, ?> builder) {
    return builder
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
  }

  public static ObjectMapper json() {
    return MAPPER;
  }

  public static ObjectMapper yaml() {
    return YAML;
  }

  /**
   * What Jackson refused, as a complaint that names the field and never shows class names.
   *
   * @param what what was being read, for when no field is known: {@code body}
   */
  public static InvalidInputException explain(String what, JsonProcessingException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidInputException invalid) {
        return e instanceof JsonMappingException mapping ? located(mapping, invalid) : invalid;
      }
    }
    if (e instanceof UnrecognizedPropertyException unknown) {
      var known = unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
      var near = Names.nearest(unknown.getPropertyName(), known);
      return new InvalidInputException(
          path(what, unknown),
          near.map(it -> it + " (unknown key)")
              .orElse("one of " + String.join(", ", known) + " (unknown key)"),
          unknown.getPropertyName());
    }
    if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
      return new InvalidInputException(
          path(what, mapping), "a value of the right form", firstLine(e.getOriginalMessage()));
    }
    return new InvalidInputException(
        what, "well-formed input" + where(e.getLocation()), firstLine(e.getOriginalMessage()));
  }

  /** The complaint with the path of the object it is about: {@code devices[3].points[0].unit}. */
  private static InvalidInputException located(
      JsonMappingException where, InvalidInputException invalid) {
    var path = path("", where);
    return new InvalidInputException(
        invalid.faults().stream()
            .map(
                it ->
                    path.isEmpty() || path.equals(it.field())
                        ? it
                        : path.endsWith("." + it.field())
                            ? new InvalidInputException.Fault(path, it.expected(), it.got())
                            : it.under(path))
            .toList());
  }

  private static String where(JsonLocation location) {
    return location == null
        ? ""
        : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll("`[a-z.]*\\.([A-Za-z]+)[^`]*`", "$1");
  }

  private static String path(String what, JsonMappingException e) {
    var path =
        e.getPath().stream()
            .map(
                it ->
                    it.getFieldName() == null ? "[" + it.getIndex() + "]" : "." + it.getFieldName())
            .collect(Collectors.joining());
    return path.isEmpty() ? what : path.replaceFirst("^\\.", "");
  }
}
