package domovoy.alerting;

import domovoy.alerting.language.Expression;
import domovoy.alerting.language.Signal;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Title;
import domovoy.core.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says in one plain sentence why something was done, in English and Russian. */
final class Sentences {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");
  private static final Duration WORTH_SAYING = Duration.ofSeconds(1);

  private final House house;

  Sentences(House house) {
    this.house = house;
  }

  /** The names between braces in an owner's own sentence. */
  static Stream<String> placeholders(String text) {
    return PLACEHOLDER.matcher(text).results().map(it -> it.group(1));
  }

  /**
   * Why a rule holds.
   *
   * @param what what is done, such as {@code Boiler: on}, in both languages
   * @param readings what it rests on
   * @param held how long the condition has held
   */
  Title holds(Rule rule, Title what, Map<PointId, Reading> readings, Duration held) {
    return new Title(
        Optional.of(holds(rule, what, readings, held, Language.EN)),
        Optional.of(holds(rule, what, readings, held, Language.RU)));
  }

  /** Why a rule no longer holds. */
  Title ends(Rule rule, Title what, Map<PointId, Reading> readings, Title cause) {
    return new Title(
        Optional.of(ends(rule, what, readings, cause, Language.EN)),
        Optional.of(ends(rule, what, readings, cause, Language.RU)));
  }

  /** A point and what it is set to. */
  Title setting(PointId id, Value value) {
    return new Title(
        Optional.of(name(id, Language.EN) + " → " + show(id, value, Language.EN)),
        Optional.of(name(id, Language.RU) + " → " + show(id, value, Language.RU)));
  }

  /** What an incident says of a rule that cannot trust its readings. */
  Title blind(Rule rule, List<PointId> points) {
    return Title.of(
        "No trustworthy readings: " + names(points, Language.EN) + rule(rule, Language.EN),
        "Нет достоверных показаний: " + names(points, Language.RU) + rule(rule, Language.RU));
  }

  private String names(List<PointId> points, Language language) {
    return String.join(", ", points.stream().map(it -> name(it, language)).toList());
  }

  Title name(PointId id) {
    return new Title(Optional.of(name(id, Language.EN)), Optional.of(name(id, Language.RU)));
  }

  private String holds(
      Rule rule, Title what, Map<PointId, Reading> readings, Duration held, Language language) {
    var cause =
        rule.because()
            .map(it -> it.in(language.code, ""))
            .filter(it -> !it.isEmpty())
            .map(it -> filled(it, readings, language))
            .orElseGet(() -> cause(rule.when().expression(), readings, language));
    var lasting = held.compareTo(WORTH_SAYING) < 0 ? "" : language.already + spell(held, language);
    return what.in(language.code, "") + ": " + cause + lasting + rule(rule, language);
  }

  private String ends(
      Rule rule, Title what, Map<PointId, Reading> readings, Title cause, Language language) {
    var facts = facts(readings, language);
    return what.in(language.code, "")
        + ": "
        + cause.in(language.code, "")
        + (facts.isEmpty() ? "" : ", " + facts)
        + rule(rule, language);
  }

  private String rule(Rule rule, Language language) {
    return " (%s %s)".formatted(language.rule, rule.title().in(language.code, rule.id()));
  }

  private String filled(String text, Map<PointId, Reading> readings, Language language) {
    Function<MatchResult, String> value =
        it -> {
          var id = new PointId(it.group(1));
          return Optional.ofNullable(readings.get(id))
              .map(reading -> show(id, reading.value(), language))
              .orElse("?");
        };
    return PLACEHOLDER.matcher(text).replaceAll(it -> Matcher.quoteReplacement(value.apply(it)));
  }

  /** The readings, each with the bound it is compared with. */
  private String cause(Expression expression, Map<PointId, Reading> readings, Language language) {
    var bounds = new java.util.LinkedHashMap<PointId, String>();
    expression
        .all()
        .forEach(
            it ->
                bound(it, language)
                    .ifPresent(bound -> bounds.putIfAbsent(bound.getKey(), bound.getValue())));
    var facts = new ArrayList<String>();
    readings.forEach(
        (id, reading) ->
            facts.add(
                name(id, language)
                    + " "
                    + show(id, reading.value(), language)
                    + (bounds.containsKey(id) ? ", " + bounds.get(id) : "")));
    return facts.isEmpty() ? language.holds : String.join("; ", facts);
  }

  private Optional<Map.Entry<PointId, String>> bound(Expression expression, Language language) {
    if (!(expression instanceof Expression.Comparison(var relation, var left, var right, _))) {
      return Optional.empty();
    }
    if (left instanceof Expression.Constant) {
      return bound(new Expression.Comparison(relation.mirrored(), right, left, 0), language);
    }
    if (left instanceof Expression.Variable(Signal.Current(var id, _), _)
        && right instanceof Expression.Constant(Double number, _, _)) {
      var word =
          switch (relation) {
            case LESS -> language.below;
            case AT_MOST -> language.atMost;
            case GREATER -> language.above;
            case AT_LEAST -> language.atLeast;
            case EQUAL, NOT_EQUAL -> relation.symbol();
          };
      return Optional.of(Map.entry(id, word + " " + show(id, Value.of(number), language)));
    }
    return Optional.empty();
  }

  private String facts(Map<PointId, Reading> readings, Language language) {
    List<String> facts = new ArrayList<>();
    readings.forEach(
        (id, reading) -> facts.add(name(id, language) + " " + show(id, reading.value(), language)));
    return String.join("; ", facts);
  }

  private String name(PointId id, Language language) {
    return house.point(id).map(Point::title).orElse(Title.NONE).in(language.code, id.name());
  }

  private String show(PointId id, Value value, Language language) {
    return switch (value) {
      case Value.Number(var number) -> {
        var unit = house.point(id).map(it -> it.unit().symbol()).orElse("");
        yield number(number, language) + (unit.isEmpty() ? "" : "\u00a0" + unit);
      }
      case Value.OnOff(var on) -> on ? language.on : language.off;
      case Value.Choice(var label) -> label;
      case Value.Text(var text) -> text;
    };
  }

  private static String number(double number, Language language) {
    if (Math.abs(number) >= 1e15) {
      return Double.toString(number);
    }
    var rounded =
        new BigDecimal(number)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
    return language == Language.RU ? rounded.replace('.', ',') : rounded;
  }

  private static String spell(Duration duration, Language language) {
    if (duration.toHours() > 0) {
      var minutes = duration.toMinutesPart();
      return duration.toHours()
          + language.hours
          + (minutes > 0 ? " " + minutes + language.minutes : "");
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + language.minutes
        : duration.toSeconds() + language.seconds;
  }

  /** The few words that the sentences are made of. */
  private enum Language {
    EN(
        "en",
        "on",
        "off",
        "below",
        "at most",
        "above",
        "at least",
        " for ",
        "rule",
        "the condition holds",
        " h",
        " min",
        " s"),
    RU(
        "ru",
        "включено",
        "выключено",
        "ниже",
        "не выше",
        "выше",
        "не ниже",
        " уже ",
        "правило",
        "условие выполнено",
        " ч",
        " мин",
        " с");

    private final String code;
    private final String on;
    private final String off;
    private final String below;
    private final String atMost;
    private final String above;
    private final String atLeast;
    private final String already;
    private final String rule;
    private final String holds;
    private final String hours;
    private final String minutes;
    private final String seconds;

    Language(
        String code,
        String on,
        String off,
        String below,
        String atMost,
        String above,
        String atLeast,
        String already,
        String rule,
        String holds,
        String hours,
        String minutes,
        String seconds) {
      this.code = code;
      this.on = on;
      this.off = off;
      this.below = below;
      this.atMost = atMost;
      this.above = above;
      this.atLeast = atLeast;
      this.already = already;
      this.rule = rule;
      this.holds = holds;
      this.hours = hours;
      this.minutes = minutes;
      this.seconds = seconds;
    }
  }
}
