package domovoy.alerting.file;

import domovoy.core.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file's content: mappings, sequences and scalars, each with its place. */
public sealed interface Tree {

  Place place();

  /** The same with every {@code ${name}} replaced. Names that are not given stay as they are. */
  Tree with(Map<String, String> replacements);

  /** A text in which equal content is equal, whatever its layout and comments. */
  String canonical();

  /** The same as YAML on one line, for another program to read. */
  String yaml();

  /** A value; {@code plain} when it stands without quotes and may be a number or a truth. */
  final class Scalar implements Tree {
    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-z0-9-]+)}");

    /** What reads as the same when it stands without quotes, wherever it stands. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_+.-]+");

    private static final Pattern NUMBER =
        Pattern.compile("[+-]?\\d{1,15}(\\.\\d{1,15})?([eE][+-]?\\d{1,2})?");

    private final String text;
    private final boolean plain;
    private final Source source;
    private final int[] origins;

    Scalar(String text, boolean plain, Source source, int[] origins) {
      this.text = text;
      this.plain = plain;
      this.source = source;
      this.origins = origins;
    }

    public String text() {
      return text;
    }

    public boolean isPlain() {
      return plain;
    }

    /** What it says as a point's value: on, off, a number, or else text. */
    public Value value() {
      if (!plain) {
        return Value.of(text);
      }
      return switch (text) {
        case "true", "on", "yes" -> Value.ON;
        case "false", "off", "no" -> Value.OFF;
        default ->
            NUMBER.matcher(text).matches() ? Value.of(Double.parseDouble(text)) : Value.of(text);
      };
    }

    @Override
    public Place place() {
      return placeOf(0);
    }

    /** Where the character of the text stands in the file. */
    public Place placeOf(int at) {
      return source.place(origins[Math.clamp(at, 0, origins.length - 1)]);
    }

    @Override
    public Tree with(Map<String, String> replacements) {
      if (!text.contains("${")) {
        return this;
      }
      var replaced = new StringBuilder();
      var moved = new ArrayList<Integer>();
      var matcher = PARAMETER.matcher(text);
      var from = 0;
      while (matcher.find()) {
        var value = replacements.getOrDefault(matcher.group(1), matcher.group());
        for (var at = from; at < matcher.start(); at++) {
          moved.add(origins[at]);
        }
        for (var at = 0; at < value.length(); at++) {
          moved.add(origins[matcher.start()]);
        }
        replaced.append(text, from, matcher.start()).append(value);
        from = matcher.end();
      }
      replaced.append(text, from, text.length());
      for (var at = from; at <= text.length(); at++) {
        moved.add(origins[at]);
      }
      var places = moved.stream().mapToInt(Integer::intValue).toArray();
      return new Scalar(replaced.toString(), plain, source, places);
    }

    @Override
    public String canonical() {
      return text.length() + ":" + text;
    }

    @Override
    public String yaml() {
      return plain && WORD.matcher(text).matches() ? text : quoted(text);
    }

    /** Double quotes of YAML take every character escaped as in JSON. */
    private static String quoted(String text) {
      var quoted = new StringBuilder("\"");
      text.chars()
          .forEach(
              it -> {
                switch (it) {
                  case '"', '\\' -> quoted.append('\\').append((char) it);
                  default -> {
                    if (it < ' ' || it > '~') {
                      quoted.append("\\u%04x".formatted(it));
                    } else {
                      quoted.append((char) it);
                    }
                  }
                }
              });
      return quoted.append('"').toString();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  record Sequence(List<Tree> items, Place place) implements Tree {
    @Override
    public Tree with(Map<String, String> replacements) {
      return new Sequence(items.stream().map(it -> it.with(replacements)).toList(), place);
    }

    @Override
    public String canonical() {
      return items.stream().map(Tree::canonical).toList().toString();
    }

    @Override
    public String yaml() {
      return items.stream().map(Tree::yaml).collect(Collectors.joining(", ", "[", "]"));
    }

    @Override
    public String toString() {
      return "a list";
    }
  }

  record Mapping(Map<String, Member> members, Place place) implements Tree {
    @Override
    public Tree with(Map<String, String> replacements) {
      var replaced = new LinkedHashMap<String, Member>();
      members.forEach(
          (key, member) ->
              replaced.put(
                  key, new Member(member.place(), member.value().with(spoken(key, replacements)))));
      return new Mapping(replaced, place);
    }

    /** Beneath the key {@code ru}, what {@code room@ru} says is put in for {@code ${room}}. */
    private static Map<String, String> spoken(String key, Map<String, String> replacements) {
      var suffix = "@" + key;
      if (replacements.keySet().stream().noneMatch(it -> it.endsWith(suffix))) {
        return replacements;
      }
      var spoken = new LinkedHashMap<>(replacements);
      replacements.forEach(
          (name, word) -> {
            if (name.endsWith(suffix)) {
              spoken.put(name.substring(0, name.length() - suffix.length()), word);
            }
          });
      return spoken;
    }

    @Override
    public String canonical() {
      var text = new StringBuilder("{");
      members.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(
              it ->
                  text.append(it.getKey())
                      .append('=')
                      .append(it.getValue().value().canonical())
                      .append(';'));
      return text.append('}').toString();
    }

    @Override
    public String yaml() {
      return members.entrySet().stream()
          .map(it -> Scalar.quoted(it.getKey()) + ": " + it.getValue().value().yaml())
          .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public String toString() {
      return "a mapping";
    }
  }

  /** What stands under a key, and where the key is. */
  record Member(Place place, Tree value) {}
}
