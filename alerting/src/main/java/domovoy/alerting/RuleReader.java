package domovoy.alerting;

import domovoy.alerting.file.Section;
import domovoy.alerting.file.Tree;
import domovoy.alerting.language.Condition;
import domovoy.alerting.language.ConditionCompiler;
import domovoy.alerting.language.Durations;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Title;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one rule of a file. */
final class RuleReader {
  static final String[] KEYS = {
    "id",
    "each",
    "title",
    "state",
    "priority",
    "when",
    "until",
    "for",
    "unknown",
    "stale-after",
    "missed",
    "then",
    "afterwards",
    "because"
  };

  private static final Pattern ID = Pattern.compile("[a-z0-9]+(?:[.-][a-z0-9]+)*");
  private static final int LONGEST_ID = 120;
  private static final int DIGITS = 12;
  private static final Map<String, Priority> PRIORITIES =
      Map.of(
          "life-safety", Priority.AUTOMATIC_LIFE_SAFETY,
          "equipment-protection", Priority.EQUIPMENT_PROTECTION,
          "minimum-times", Priority.MINIMUM_TIMES,
          "security", Priority.SECURITY,
          "rules", Priority.RULES,
          "schedules", Priority.SCHEDULES,
          "default", Priority.DEFAULT);

  private final House house;
  private final ConditionCompiler compiler;
  private final ActionReader actions;

  RuleReader(House house) {
    this.house = house;
    this.compiler = new ConditionCompiler(house);
    this.actions = new ActionReader(house);
  }

  /** Reads the rule; empty when something is wrong, which is then among the faults. */
  Optional<Rule> read(Section section) {
    var faultsBefore = section.faults().count();
    section.allow(KEYS);
    section.requireScalar("id", "the rule's name");
    var id =
        section.value(
            "id",
            "lower-case words joined by hyphens and dots, at most %d characters"
                .formatted(LONGEST_ID),
            it ->
                it.length() <= LONGEST_ID && ID.matcher(it).matches()
                    ? Optional.of(it)
                    : Optional.empty());
    if (!section.has("when")) {
      section.missing("when", "the condition");
    }
    var when = condition(section, "when");
    var until = condition(section, "until");
    var priority = priority(section);
    var unknown = section.choice("unknown", named(Rule.Unknown.values()));
    if (priority.isLifeSafety() && !section.has("unknown")) {
      section.missing(
          "unknown",
          "hold, release or alarm: a life-safety rule must say what a dead sensor means");
    }
    if (!section.has("then")) {
      section.missing("then", "a list of actions");
    }
    var then = actions.read(section, "then", true);
    var afterwards = actions.read(section, "afterwards", false);
    var state = section.choice("state", named(Rule.State.values()));
    var missed = section.choice("missed", named(Rule.Missed.values()));
    var lasting = section.duration("for");
    var ages = ages(section);
    var title = section.title("title");
    var because = section.title("because");
    because.ifPresent(it -> checkPlaceholders(section, it));
    if (section.faults().count() > faultsBefore || id.isEmpty() || when.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Rule(
            id.get(),
            version(section.mapping()),
            title.orElse(Title.NONE),
            state.orElse(Rule.State.ENABLED),
            priority,
            when.get(),
            until,
            lasting.orElse(Duration.ZERO),
            unknown.orElse(Rule.Unknown.RELEASE),
            ages,
            missed.orElse(Rule.Missed.RUN_LATE),
            then,
            afterwards,
            because,
            section.place(),
            "rules: [%s]%n".formatted(section.mapping().yaml())));
  }

  private Optional<Condition> condition(Section section, String key) {
    var scalar = section.scalar(key, "a condition");
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    var outcome = compiler.compile(scalar.get().text());
    for (var fault : outcome.faults()) {
      section
          .faults()
          .add(
              scalar.get().placeOf(fault.at()),
              section.path() + "." + key,
              fault.expected(),
              fault.got());
    }
    return outcome.condition();
  }

  private static Priority priority(Section section) {
    var names = PRIORITIES.keySet().stream().sorted().collect(Collectors.joining(", "));
    return section
        .value(
            "priority",
            "a level from 2 to 16 that is not 8 (1 and 8 are people's), or one of " + names,
            it -> Optional.ofNullable(PRIORITIES.get(it)).or(() -> level(it)))
        .orElse(Priority.RULES);
  }

  private static Optional<Priority> level(String text) {
    return text.matches("\\d{1,2}")
        ? Optional.of(Integer.parseInt(text))
            .filter(it -> it >= 2 && it <= Priority.LOWEST_LEVEL && it != Priority.MANUAL.level())
            .map(Priority::new)
        : Optional.empty();
  }

  private AgeLimits ages(Section section) {
    var tree = section.get("stale-after");
    if (tree.isEmpty()) {
      return AgeLimits.USUAL;
    }
    if (tree.get() instanceof Tree.Scalar) {
      return new AgeLimits(age(section, "stale-after"), Map.of());
    }
    var limits = new HashMap<PointId, Optional<Duration>>();
    Section.of(tree.get(), section.path() + ".stale-after", section.faults())
        .ifPresent(
            inner ->
                inner
                    .mapping()
                    .members()
                    .forEach(
                        (name, _) -> {
                          var limit = age(inner, name);
                          inner
                              .acceptedKey(name, () -> house.requirePoint(new PointId(name)))
                              .ifPresent(it -> limits.put(it.id(), limit));
                        }));
    return new AgeLimits(AgeLimits.USUAL.usual(), limits);
  }

  private static Optional<Duration> age(Section section, String key) {
    var never = section.scalar(key, "").filter(it -> it.text().equals("never")).isPresent();
    return never
        ? Optional.empty()
        : section.value(key, Durations.EXPECTED + ", or never", Durations::parse);
  }

  private void checkPlaceholders(Section section, Title because) {
    Stream.concat(because.en().stream(), because.ru().stream())
        .flatMap(Sentences::placeholders)
        .forEach(name -> section.accepted("because", () -> house.requirePoint(new PointId(name))));
  }

  private static <E extends Enum<E>> Map<String, E> named(E[] values) {
    return Stream.of(values).collect(Collectors.toMap(Enum::toString, it -> it));
  }

  private static String version(Tree.Mapping mapping) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(mapping.canonical().getBytes(StandardCharsets.UTF_8)))
          .substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The names that a rule's priority may have. */
  static List<String> priorityNames() {
    return PRIORITIES.keySet().stream().sorted().toList();
  }
}
