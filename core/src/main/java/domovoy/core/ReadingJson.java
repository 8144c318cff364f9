package domovoy.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Readings as JSON: one object, an array of them, or one object a line (NDJSON).
 *
 * <pre>
 * {"point":"kitchen.temperature","value":21.4,"time":"2026-01-01T12:00:00Z","quality":"good","unit":"Cel"}
 * </pre>
 *
 * <p>{@code point} and {@code value} must be there. What is wrong is told item by item, and the
 * others are decoded all the same. Broken JSON in an array ends it there, as nothing says where the
 * next item begins; in NDJSON it is the next line.
 */
public final class ReadingJson {
  private static final String KEYS = "point, value, time, quality or unit";
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(16).maxNumberLength(100).build())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // NaN is refused below with the name of its field, and the items behind it are kept
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private ReadingJson() {}

  /**
   * Decodes a body.
   *
   * @param out is given every reading and every refused item, in order
   */
  public static void decode(byte[] body, Consumer<Decoded> out) {
    try {
      if (isLines(body)) {
        decodeLines(body, out);
      } else {
        decodeDocument(body, out);
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("broken JSON is handled item by item", e);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }

  /** An object that ends on the line it began on, with more behind it: one object a line. */
  private static boolean isLines(byte[] body) {
    var first = 0;
    while (first < body.length && Character.isWhitespace(body[first])) {
      first++;
    }
    if (first == body.length || body[first] != '{') {
      return false;
    }
    var end = first;
    var last = (byte) '{';
    while (end < body.length && body[end] != '\n') {
      last = Character.isWhitespace(body[end]) ? last : body[end];
      end++;
    }
    return end < body.length && last == '}';
  }

  private static void decodeLines(byte[] body, Consumer<Decoded> out) throws IOException {
    var number = 0;
    for (var start = 0; start < body.length; ) {
      var end = start;
      while (end < body.length && body[end] != '\n') {
        end++;
      }
      number++;
      if (!isBlank(body, start, end)) {
        decodeLine(body, start, end, number, out);
      }
      start = end + 1;
    }
  }

  private static boolean isBlank(byte[] body, int start, int end) {
    for (var at = start; at < end; at++) {
      if (!Character.isWhitespace(body[at])) {
        return false;
      }
    }
    return true;
  }

  private static void decodeLine(byte[] body, int start, int end, int number, Consumer<Decoded> out)
      throws IOException {
    try (var parser = FACTORY.createParser(body, start, end - start)) {
      parser.nextToken();
      var item = item(parser, number);
      requireEnd(parser);
      out.accept(item);
    } catch (JsonProcessingException e) {
      out.accept(broken(number, e, new String(body, start, end - start, StandardCharsets.UTF_8)));
    }
  }

  private static void decodeDocument(byte[] body, Consumer<Decoded> out) throws IOException {
    var number = 1;
    try (var parser = FACTORY.createParser(body)) {
      var token = parser.nextToken();
      if (token != JsonToken.START_ARRAY) {
        var item = item(parser, number);
        requireEnd(parser);
        out.accept(item);
        return;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        out.accept(item(parser, number));
        number++;
      }
      requireEnd(parser);
    } catch (JsonProcessingException e) {
      out.accept(broken(number, e, ""));
    }
  }

  private static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new com.fasterxml.jackson.core.JsonParseException(
          parser, "more text behind the end of the JSON");
    }
  }

  private static Decoded.Malformed broken(int number, JsonProcessingException e, String sent) {
    return new Decoded.Malformed(number, Json.explain("body", e).faults(), sent);
  }

  private static Decoded item(JsonParser parser, int number) throws IOException {
    if (parser.currentToken() == null) {
      return malformed(number, "body", "a reading", "nothing");
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      var got = parser.getText();
      parser.skipChildren();
      return malformed(number, "body", "a reading as a JSON object", got);
    }
    var draft = new Draft();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = parser.currentName();
      parser.nextToken();
      try {
        draft.set(key, parser);
      } catch (InvalidInputException e) {
        draft.faults.addAll(e.faults());
        parser.skipChildren();
      }
    }
    return draft.decoded(number);
  }

  private static Decoded malformed(int number, String field, String expected, String got) {
    return new Decoded.Malformed(
        number, List.of(new InvalidInputException.Fault(field, expected, got)), got);
  }

  /** A reading in the making. */
  private static final class Draft {
    private final List<InvalidInputException.Fault> faults = new ArrayList<>();
    private Optional<String> point = Optional.empty();
    private Optional<Value> value = Optional.empty();
    private Optional<Unit> unit = Optional.empty();
    private Optional<Instant> time = Optional.empty();
    private Optional<Quality> quality = Optional.empty();

    void set(String key, JsonParser parser) throws IOException {
      switch (key) {
        case "point" -> point = once(key, point, text(key, parser));
        case "value" -> value = once(key, value, value(parser));
        case "unit" -> unit = once(key, unit, new Unit(text(key, parser)));
        case "time" -> time = once(key, time, time(text(key, parser)));
        case "quality" -> quality = once(key, quality, Quality.of(text(key, parser)));
        default -> throw new InvalidInputException(key, KEYS + " (unknown key)", key);
      }
    }

    private static <T> Optional<T> once(String key, Optional<T> before, T now) {
      if (before.isPresent()) {
        throw new InvalidInputException(key, "each key once", key);
      }
      return Optional.of(now);
    }

    private static String text(String key, JsonParser parser) throws IOException {
      if (parser.currentToken() != JsonToken.VALUE_STRING) {
        throw new InvalidInputException(key, "text in quotes", parser.getText());
      }
      return parser.getText();
    }

    private static Value value(JsonParser parser) throws IOException {
      return switch (parser.currentToken()) {
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Value.of(parser.getDoubleValue());
        case VALUE_TRUE -> Value.ON;
        case VALUE_FALSE -> Value.OFF;
        case VALUE_STRING -> Value.of(parser.getText());
        case null, default ->
            throw new InvalidInputException(
                "value", "a number, true, false or text", parser.getText());
      };
    }

    private static Instant time(String text) {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new InvalidInputException(
            "time", "an ISO 8601 time with its zone, such as 2026-01-01T12:00:00Z", text);
      }
    }

    Decoded decoded(int number) {
      if (point.isEmpty() && faults.stream().noneMatch(it -> it.field().equals("point"))) {
        faults.add(new InvalidInputException.Fault("point", "the point's name", ""));
      }
      if (value.isEmpty() && faults.stream().noneMatch(it -> it.field().equals("value"))) {
        faults.add(new InvalidInputException.Fault("value", "a number, true, false or text", ""));
      }
      if (!faults.isEmpty()) {
        return new Decoded.Malformed(number, faults, point.orElse(""));
      }
      return new Decoded.Sent(
          number,
          new SentReading(
              point.orElseThrow(), value.orElseThrow(), unit, time, quality.orElse(Quality.GOOD)));
    }
  }
}
