package domovoy.core;

import java.util.LinkedHashMap;
import java.util.OptionalLong;

/** A cursor over one line of line protocol. */
final class LineParser {
  private static final String FIELD = "a finite number, true, false or quoted text";

  private final String text;
  private int at;

  LineParser(String text) {
    this.text = text;
  }

  LineProtocol.Line line() {
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
      expect('=', key);
      if (fields.put(key, fieldValue(key)) != null) {
        throw wrong(key, "each field once", key);
      }
    } while (at < text.length() && text.charAt(at) == ',' && at++ >= 0);
    return new LineProtocol.Line(measurement, tags, fields, time());
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
      if (character == '\n') {
        throw wrong(what, "a name on one line", text.substring(start, at));
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
      if (raw.endsWith("i")) {
        return Long.valueOf(raw.substring(0, raw.length() - 1));
      }
      if (raw.endsWith("u")) {
        return notNegative(what, Long.parseLong(raw.substring(0, raw.length() - 1)));
      }
      if (raw.isEmpty() || !isPlainNumber(raw)) {
        throw wrong(what, FIELD, raw);
      }
      var number = Double.parseDouble(raw);
      if (!Double.isFinite(number)) {
        throw wrong(what, FIELD, raw);
      }
      return number;
    } catch (NumberFormatException e) {
      throw wrong(what, FIELD, raw);
    }
  }

  private static long notNegative(String what, long number) {
    if (number < 0) {
      throw wrong(what, "a number from 0 for type u", Long.toString(number));
    }
    return number;
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
