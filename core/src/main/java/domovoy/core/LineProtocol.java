package domovoy.core;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * InfluxDB's line protocol, the wire between edge, collector and store:
 *
 * <pre>
 * temperature,site=home,area=kitchen,device=kitchen-1,point=kitchen.temperature value=21.4 1767268800000000000
 * </pre>
 *
 * <p>The measurement is the point's quantity. Field {@code value} is a number (on/off as 1 or 0, a
 * choice as its ordinal); a text goes to field {@code text}. Quality other than good goes to field
 * {@code quality}. Times are nanoseconds since 1970. Syntax as in InfluxDB's line protocol
 * reference.
 */
public final class LineProtocol {
  /**
   * One line, parsed.
   *
   * @param measurement the quantity
   * @param tags unescaped, in the order sent
   * @param fields unescaped: {@link Double}, {@link Long}, {@link Boolean} or {@link String}
   * @param time the time stamp in the sender's precision, if sent
   */
  public record Line(
      String measurement,
      Map<String, String> tags,
      Map<String, Object> fields,
      OptionalLong time) {}

  private LineProtocol() {}

  /** Appends the reading as one line, without the line feed. */
  public static void append(StringBuilder out, House house, Reading reading) {
    var point = house.requirePoint(reading.point());
    var device = house.deviceOf(reading.point());
    out.append(point.quantity())
        .append(",site=")
        .append(house.site().id())
        .append(",area=")
        .append(device.area())
        .append(",device=")
        .append(device.id())
        .append(",point=")
        .append(point.id().name());
    if (reading.value() instanceof Value.Text(var text)) {
      out.append(" text=\"");
      appendQuoted(out, text);
      out.append('"');
    } else {
      out.append(" value=").append(point.accepts().toNumber(reading.value()));
    }
    if (!reading.quality().isGood()) {
      out.append(",quality=\"").append(reading.quality()).append('"');
    }
    out.append(' ').append(nanoseconds(reading.time()));
  }

  public static String format(House house, Reading reading) {
    var out = new StringBuilder(160);
    append(out, house, reading);
    return out.toString();
  }

  /**
   * Nanoseconds since 1970.
   *
   * @throws InvalidInputException naming {@code time} before 1677 or after 2262
   */
  public static long nanoseconds(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), time.getNano());
    } catch (ArithmeticException e) {
      throw new InvalidInputException("time", "a time from 1678 to 2261", time.toString());
    }
  }

  public static Instant instant(long nanoseconds) {
    var second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(
        Math.floorDiv(nanoseconds, second), Math.floorMod(nanoseconds, second));
  }

  /**
   * Parses one line.
   *
   * @throws InvalidInputException naming the part of the line that is wrong
   */
  public static Line parse(String line) {
    return new Parser(line).line();
  }

  private static void appendQuoted(StringBuilder out, String text) {
    for (var index = 0; index < text.length(); index++) {
      var character = text.charAt(index);
      if (character == '"' || character == '\\') {
        out.append('\\');
      }
      out.append(character);
    }
  }

  /** A cursor over one line. */
  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    Line line() {
      var measurement = word("measurement", false);
      var tags = new LinkedHashMap<String, String>();
      while (at < text.length() && text.charAt(at) == ',') {
        at++;
        var key = word("tag key", true);
        expect('=', "tag " + key);
        if (tags.put(key, word("tag " + key, true)) != null) {
          throw wrong("tag " + key, "each tag once", key);
        }
      }
      expect(' ', "fields");
      skipSpaces();
      var fields = new LinkedHashMap<String, Object>();
      do {
        var key = word("field key", true);
        expect('=', "field " + key);
        fields.put(key, fieldValue("field " + key));
      } while (at < text.length() && text.charAt(at) == ',' && at++ >= 0);
      return new Line(measurement, tags, fields, time());
    }

    private OptionalLong time() {
      if (at == text.length()) {
        return OptionalLong.empty();
      }
      expect(' ', "time");
      skipSpaces();
      var rest = text.substring(at).stripTrailing();
      if (rest.isEmpty()) {
        return OptionalLong.empty();
      }
      try {
        return OptionalLong.of(Long.parseLong(rest));
      } catch (NumberFormatException e) {
        throw wrong("time", "a whole number", rest);
      }
    }

    private String word(String what, boolean equalsEnds) {
      StringBuilder unescaped = null;
      var start = at;
      while (at < text.length()) {
        var character = text.charAt(at);
        if (character == '\\' && at + 1 < text.length() && isEscapable(text.charAt(at + 1))) {
          unescaped = unescaped == null ? new StringBuilder(text.substring(start, at)) : unescaped;
          unescaped.append(text.charAt(at + 1));
          at += 2;
          continue;
        }
        if (character == ',' || character == ' ' || (equalsEnds && character == '=')) {
          break;
        }
        if (unescaped != null) {
          unescaped.append(character);
        }
        at++;
      }
      if (at == start) {
        throw wrong(what, "a name", text.substring(start));
      }
      return unescaped == null ? text.substring(start, at) : unescaped.toString();
    }

    private static boolean isEscapable(char character) {
      return character == ',' || character == '=' || character == ' ' || character == '\\';
    }

    private Object fieldValue(String what) {
      if (at < text.length() && text.charAt(at) == '"') {
        return quoted(what);
      }
      var start = at;
      while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ' ') {
        at++;
      }
      var raw = text.substring(start, at);
      return switch (raw) {
        case "t", "T", "true", "True", "TRUE" -> Boolean.TRUE;
        case "f", "F", "false", "False", "FALSE" -> Boolean.FALSE;
        default -> number(what, raw);
      };
    }

    private static Object number(String what, String raw) {
      try {
        if (raw.endsWith("i") || raw.endsWith("u")) {
          return Long.valueOf(raw.substring(0, raw.length() - 1));
        }
        if (raw.isEmpty() || !isPlainNumber(raw)) {
          throw wrong(what, "a finite number, true, false or quoted text", raw);
        }
        return Double.valueOf(raw);
      } catch (NumberFormatException e) {
        throw wrong(what, "a finite number, true, false or quoted text", raw);
      }
    }

    /** Java also reads NaN, Infinity, 1d and hexadecimal, which are not line protocol. */
    private static boolean isPlainNumber(String raw) {
      return raw.chars()
          .allMatch(
              it ->
                  (it >= '0' && it <= '9')
                      || it == '.'
                      || it == '-'
                      || it == '+'
                      || it == 'e'
                      || it == 'E');
    }

    private String quoted(String what) {
      at++;
      var value = new StringBuilder();
      while (at < text.length()) {
        var character = text.charAt(at++);
        if (character == '"') {
          return value.toString();
        }
        if (character == '\\'
            && at < text.length()
            && (text.charAt(at) == '"' || text.charAt(at) == '\\')) {
          character = text.charAt(at++);
        }
        value.append(character);
      }
      throw wrong(what, "a closing quote", value.toString());
    }

    private void expect(char character, String before) {
      if (at >= text.length() || text.charAt(at) != character) {
        throw wrong(
            before, "'" + character + "' before it", text.substring(Math.min(at, text.length())));
      }
      at++;
    }

    private void skipSpaces() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }

    private static InvalidInputException wrong(String field, String expected, String got) {
      return new InvalidInputException(field, expected, got);
    }
  }
}
