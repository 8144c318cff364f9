package domovoy.alerting.language;

import domovoy.alerting.language.Signal.Figure;
import domovoy.alerting.language.Signal.Word;
import domovoy.core.House;
import domovoy.core.Names;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts a condition into plain CEL: points, temporal words and durations become variables and
 * numbers. A point's name may contain hyphens and dots, so of {@code a.b-c.d} the longest beginning
 * that is a point is taken: {@code a.b-1.0} is a subtraction unless there is a point of that name.
 */
final class Translator {
  /** Most variables of one kind in a condition; the CEL environment is made for so many. */
  static final int MOST_VARIABLES = 32;

  private static final int SHORTEST_MEANT = 3;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*)*");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NUMBER =
      Pattern.compile("(?:\\d+\\.\\d+|\\.\\d+|\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern DURATION = Pattern.compile("(?:\\d+[dhms])+(?![A-Za-z0-9_.-])");
  private static final Pattern ISO_DURATION = Pattern.compile("PT?\\d[0-9A-Z.]*");
  private static final Pattern TEXT =
      Pattern.compile("\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*'");
  private static final List<String> POINT_FUNCTIONS =
      Stream.concat(Arrays.stream(Figure.values()).map(Figure::word), Stream.of("changed", "age"))
          .toList();
  private static final List<String> FUNCTIONS =
      Stream.concat(POINT_FUNCTIONS.stream(), Stream.of("for", "presence", "alert")).toList();
  private static final List<String> CEL_WORDS =
      List.of(
          "true",
          "false",
          "in",
          "size",
          "matches",
          "contains",
          "startsWith",
          "endsWith",
          "double",
          "string");
  private static final Map<String, String> CONSTANTS = Map.of("on", "true", "off", "false");

  private final String text;
  private final House house;
  private final Function<String, ConditionCompiler.Outcome> inner;
  private final StringBuilder cel = new StringBuilder();
  private final List<Integer> origins = new ArrayList<>();
  private final Map<Signal, String> names = new LinkedHashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private int at;

  /**
   * @param inner compiles the condition inside a {@code for(...)}
   */
  Translator(String text, House house, Function<String, ConditionCompiler.Outcome> inner) {
    this.text = text;
    this.house = house;
    this.inner = inner;
  }

  Translation translate() {
    while (at < text.length()) {
      next();
    }
    origins.add(text.length());
    var variables = new LinkedHashMap<String, Signal>();
    names.forEach((signal, name) -> variables.put(name, signal));
    return new Translation(cel.toString(), List.copyOf(origins), variables, List.copyOf(faults));
  }

  private void next() {
    var character = text.charAt(at);
    if (character == '"' || character == '\'') {
      copy(match(TEXT).orElse(text.substring(at)));
    } else if (text.startsWith("//", at)) {
      var end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end;
    } else if (Character.isDigit(character) || character == '.' && followedByDigit()) {
      number();
    } else if (WORD.matcher(text).region(at, text.length()).lookingAt()) {
      word();
    } else {
      copy(text.substring(at, text.offsetByCodePoints(at, 1)));
    }
  }

  private boolean followedByDigit() {
    return at + 1 < text.length() && Character.isDigit(text.charAt(at + 1)) && !afterDot();
  }

  private void number() {
    var point = pointHere();
    if (point.isPresent()) {
      variable(new Signal.Current(point.get().id(), Kind.of(point.get().accepts())), at);
      at += point.get().id().name().length();
      return;
    }
    var duration = match(DURATION);
    if (duration.isPresent()) {
      emit(seconds(duration.get()), at);
      at += duration.get().length();
      return;
    }
    var number = match(NUMBER);
    if (number.isEmpty()) {
      copy(text.substring(at, at + 1));
      return;
    }
    var digits = number.get();
    var end = at + digits.length();
    if (end < text.length() && isNamePart(text.charAt(end))) {
      var name = match(NAME).orElse(digits);
      unknownName(name.length() > digits.length() ? name : text.substring(at, end + 1));
      return;
    }
    emit(digits.matches("\\d+") ? digits + ".0" : digits, at);
    at = end;
  }

  private String seconds(String duration) {
    return Durations.parse(duration)
        .map(it -> Double.toString(it.toMillis() / 1000.0))
        .orElseGet(
            () -> {
              faults.add(new Fault(at, Durations.EXPECTED + " of at most a year", duration));
              return "1.0";
            });
  }

  private void word() {
    if (afterDot()) {
      copy(match(WORD).orElseThrow());
      return;
    }
    var iso = match(ISO_DURATION);
    if (iso.isPresent()) {
      emit(seconds(iso.get()), at);
      at += iso.get().length();
      return;
    }
    var point = pointHere();
    if (point.isPresent()) {
      variable(new Signal.Current(point.get().id(), Kind.of(point.get().accepts())), at);
      at += point.get().id().name().length();
      return;
    }
    if (text.startsWith(Word.SUN_ELEVATION.text(), at)
        && !isNamePart(charAt(at + Word.SUN_ELEVATION.text().length()))) {
      variable(new Signal.Calendar(Word.SUN_ELEVATION), at);
      at += Word.SUN_ELEVATION.text().length();
      return;
    }
    var word = match(WORD).orElseThrow();
    if (FUNCTIONS.contains(word) && callFollows(word)) {
      call(word);
      return;
    }
    var dotted = match(NAME).filter(it -> it.length() > word.length());
    if (dotted.isPresent() && charAt(at + word.length()) == '.') {
      unknownName(dotted.get());
      return;
    }
    simple(word, dotted.orElse(word));
  }

  private void simple(String word, String whole) {
    var calendar = Arrays.stream(Word.values()).filter(it -> it.text().equals(word)).findFirst();
    if (calendar.isPresent()) {
      variable(new Signal.Calendar(calendar.get()), at);
      at += word.length();
    } else if (word.equals("mode")) {
      variable(new Signal.Mode(), at);
      at += word.length();
    } else if (CONSTANTS.containsKey(word)) {
      emit(CONSTANTS.get(word), at);
      at += word.length();
    } else if (CEL_WORDS.contains(word)) {
      copy(word);
    } else {
      unknownName(callFollows(word) ? word : whole);
    }
  }

  private void call(String function) {
    var start = at;
    var open = text.indexOf('(', at);
    var arguments = Arguments.read(text, open);
    if (arguments.isEmpty()) {
      faults.add(new Fault(open, "a closing parenthesis", text.substring(start)));
      at = text.length();
      return;
    }
    at = arguments.get().end();
    var parts = arguments.get().parts();
    var signal =
        switch (function) {
          case "for" -> held(start, parts);
          case "presence", "alert" -> named(start, function, parts);
          default -> ofPoint(start, function, parts);
        };
    signal.ifPresent(it -> variable(it, start));
  }

  private Optional<Signal> held(int start, List<Arguments.Part> parts) {
    if (parts.size() != 2) {
      return expected(start, "for(condition, duration)");
    }
    var duration = duration(parts.get(1));
    var outcome = inner.apply(parts.getFirst().text());
    outcome
        .faults()
        .forEach(
            it -> faults.add(new Fault(parts.getFirst().at() + it.at(), it.expected(), it.got())));
    return duration.flatMap(
        it -> outcome.condition().map(condition -> new Signal.Held(condition, it)));
  }

  private Optional<Signal> named(int start, String function, List<Arguments.Part> parts) {
    if (parts.size() != 1 || !parts.getFirst().text().matches("\"[^\"\\\\]+\"|'[^'\\\\]+'")) {
      return expected(start, function + "(\"name\")");
    }
    var quoted = parts.getFirst().text();
    var name = quoted.substring(1, quoted.length() - 1);
    return Optional.of(
        function.equals("presence") ? new Signal.Presence(name) : new Signal.Alert(name));
  }

  private Optional<Signal> ofPoint(int start, String function, List<Arguments.Part> parts) {
    var isAge = function.equals("age");
    if (parts.size() != (isAge ? 1 : 2)) {
      return expected(start, isAge ? "age(point)" : function + "(point, duration)");
    }
    var point = point(parts.getFirst());
    if (isAge) {
      return point.map(it -> new Signal.Age(it.id()));
    }
    var duration = duration(parts.get(1));
    if (point.isEmpty() || duration.isEmpty()) {
      return Optional.empty();
    }
    if (function.equals("changed")) {
      return Optional.of(new Signal.Changed(point.get().id(), duration.get()));
    }
    if (!(point.get().accepts() instanceof ValueType.Number)) {
      faults.add(
          new Fault(
              parts.getFirst().at(),
              "a point of numbers for " + function,
              point.get().id().name()));
      return Optional.empty();
    }
    var figure =
        Arrays.stream(Figure.values()).filter(it -> it.word().equals(function)).findFirst();
    return Optional.of(new Signal.Windowed(figure.orElseThrow(), point.get().id(), duration.get()));
  }

  private Optional<Point> point(Arguments.Part part) {
    var found = named(part.text());
    if (found.isEmpty()) {
      faults.add(new Fault(part.at(), unknownPoint(part.text()), part.text()));
    }
    return found;
  }

  private Optional<Duration> duration(Arguments.Part part) {
    var duration = Durations.parse(part.text());
    if (duration.isEmpty()) {
      faults.add(new Fault(part.at(), Durations.EXPECTED + " of at most a year", part.text()));
    }
    return duration;
  }

  private Optional<Signal> expected(int start, String form) {
    faults.add(new Fault(start, form, text.substring(start, at)));
    return Optional.empty();
  }

  private Optional<Point> pointHere() {
    var candidate = match(NAME).orElse("");
    while (candidate.indexOf('.') > 0) {
      var found = named(candidate);
      if (found.isPresent() && !isNamePart(charAt(at + found.get().id().name().length()))) {
        return found;
      }
      candidate =
          candidate.substring(0, Math.max(candidate.lastIndexOf('.'), candidate.lastIndexOf('-')));
    }
    return Optional.empty();
  }

  private Optional<Point> named(String name) {
    return NAME.matcher(name).matches() && name.indexOf('.') > 0 && name.length() <= Names.LONGEST
        ? house.point(new PointId(name))
        : Optional.empty();
  }

  private void unknownName(String name) {
    faults.add(new Fault(at, name.indexOf('.') > 0 ? unknownPoint(name) : unknownWord(name), name));
    emit("true", at);
    at += name.length();
  }

  private String unknownPoint(String name) {
    return "a point of this house" + meant(name, pointNames());
  }

  private String unknownWord(String name) {
    var words =
        Stream.of(
                pointNames().stream(),
                FUNCTIONS.stream(),
                CEL_WORDS.stream(),
                Arrays.stream(Word.values()).map(Word::text),
                Stream.of("mode", "on", "off"))
            .flatMap(it -> it)
            .toList();
    return "a point, a word or a function of rules" + meant(name, words);
  }

  private static String meant(String name, List<String> known) {
    return Names.nearest(name, known)
        .filter(_ -> name.length() >= SHORTEST_MEANT)
        .map(it -> " (did you mean " + it + "?)")
        .orElse("");
  }

  private List<String> pointNames() {
    return house.points().keySet().stream().map(PointId::name).toList();
  }

  private void variable(Signal signal, int origin) {
    var prefix =
        switch (signal.kind()) {
          case NUMBER -> "n";
          case TRUTH -> "b";
          case TEXT -> "t";
        };
    var known = names.get(signal);
    if (known == null) {
      var number = names.keySet().stream().filter(it -> it.kind() == signal.kind()).count();
      if (number >= MOST_VARIABLES) {
        faults.add(
            new Fault(
                origin,
                "at most %d different points and words of a kind in one condition"
                    .formatted(MOST_VARIABLES),
                signal.text()));
        number = 0;
      }
      known = prefix + number;
      names.put(signal, known);
    }
    emit(known, origin);
  }

  private void copy(String verbatim) {
    for (var index = 0; index < verbatim.length(); index++) {
      cel.append(verbatim.charAt(index));
      origins.add(at + index);
    }
    at += verbatim.length();
  }

  private void emit(String replacement, int origin) {
    cel.append(replacement);
    for (var index = 0; index < replacement.length(); index++) {
      origins.add(origin);
    }
  }

  private Optional<String> match(Pattern pattern) {
    var matcher = pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    return matcher.lookingAt() ? Optional.of(matcher.group()) : Optional.empty();
  }

  private boolean afterDot() {
    var before = text.substring(0, at).stripTrailing();
    return before.endsWith(".");
  }

  private boolean callFollows(String word) {
    return text.substring(at + word.length()).stripLeading().startsWith("(");
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : ' ';
  }

  private static boolean isNamePart(char character) {
    return Character.isLetterOrDigit(character) || character == '_';
  }
}
