package domovoy.alerting.scenario;

import domovoy.alerting.file.Faults;
import domovoy.alerting.file.Section;
import domovoy.alerting.file.Tree;
import domovoy.alerting.file.TreeParser;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the scenarios of a rule file. */
public final class ScenarioReader {
  static final String[] STEPS = {
    "reading",
    "quality",
    "wait",
    "restart",
    "mode",
    "presence",
    "alert",
    "expect",
    "expect-incidents",
    "expect-notified",
    "expect-scenes"
  };
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  private static final String NOTHING = "nothing";

  private final House house;
  private final Faults faults = new Faults();

  private ScenarioReader(House house) {
    this.house = house;
  }

  /**
   * Reads what stands under {@code tests}.
   *
   * @throws InvalidInputException naming line and column of each fault
   */
  public static List<Scenario> read(String yaml, House house) {
    var reader = new ScenarioReader(house);
    var file = new Section(TreeParser.parse(yaml), "file", reader.faults);
    var scenarios =
        file.get("tests").stream()
            .flatMap(it -> Section.list(it, "tests", reader.faults).stream())
            .flatMap(it -> reader.scenario(it).stream())
            .toList();
    reader.faults.raise();
    return scenarios;
  }

  private Optional<Scenario> scenario(Section section) {
    section.allow("name", "start", "steps");
    section.requireScalar("name", "what the test shows");
    var start = section.value("start", "a time such as 2026-01-01T12:00:00Z", this::instant);
    var name = section.text("name").orElse("");
    if (!section.has("steps")) {
      section.missing("steps", "a list of steps");
      return Optional.empty();
    }
    var steps = new ArrayList<Step>();
    for (var step :
        Section.list(section.get("steps").orElseThrow(), section.path() + ".steps", faults)) {
      step(step).ifPresent(steps::add);
    }
    return Optional.of(new Scenario(name, start.orElse(START), steps, section.place()));
  }

  private Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.endsWith("Z")
              ? Instant.parse(text)
              : java.time.LocalDateTime.parse(text).atZone(house.site().zone()).toInstant());
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private Optional<Step> step(Section section) {
    section.allow(STEPS);
    var members = section.mapping().members();
    if (members.size() != 1) {
      faults.add(
          section.place(),
          section.path(),
          "one of " + String.join(", ", STEPS),
          members.keySet().toString());
      return Optional.empty();
    }
    var place = section.place();
    return switch (members.keySet().iterator().next()) {
      case "reading" ->
          points(section, "reading", this::value).map(it -> new Step.Readings(it, place));
      case "quality" ->
          points(section, "quality", this::quality).map(it -> new Step.Qualities(it, place));
      case "wait" -> section.duration("wait").map(it -> new Step.Pass(it, place));
      case "restart" -> section.duration("restart").map(it -> new Step.Restart(it, place));
      case "mode" -> section.text("mode").map(it -> new Step.Mode(it, place));
      case "presence" -> flags(section, "presence").map(it -> new Step.Presence(it, place));
      case "alert" -> flags(section, "alert").map(it -> new Step.Alerts(it, place));
      case "expect" ->
          points(section, "expect", this::expected).map(it -> new Step.Claimed(it, place));
      case "expect-incidents" ->
          texts(section, "expect-incidents").map(it -> new Step.Incidents(it, place));
      case "expect-notified" ->
          texts(section, "expect-notified").map(it -> new Step.Told(it, place));
      case "expect-scenes" -> texts(section, "expect-scenes").map(it -> new Step.Scenes(it, place));
      default -> Optional.empty();
    };
  }

  private <T> Optional<Map<PointId, T>> points(
      Section step, String key, BiFunction<Point, Tree.Scalar, T> reader) {
    return Section.of(step.get(key).orElseThrow(), step.path() + "." + key, faults)
        .map(
            inner -> {
              var values = new LinkedHashMap<PointId, T>();
              inner
                  .mapping()
                  .members()
                  .forEach(
                      (name, _) -> {
                        var point =
                            inner.acceptedKey(name, () -> house.requirePoint(new PointId(name)));
                        var scalar = inner.scalar(name, "a value");
                        if (point.isPresent() && scalar.isPresent()) {
                          inner
                              .accepted(name, () -> reader.apply(point.get(), scalar.get()))
                              .ifPresent(it -> values.put(point.get().id(), it));
                        }
                      });
              return values;
            });
  }

  private Value value(Point point, Tree.Scalar scalar) {
    return point.accepts().accept(scalar.value());
  }

  private Quality quality(Point point, Tree.Scalar scalar) {
    return Quality.of(scalar.text());
  }

  private Optional<Value> expected(Point point, Tree.Scalar scalar) {
    return scalar.text().equals(NOTHING) ? Optional.empty() : Optional.of(value(point, scalar));
  }

  private Optional<Map<String, Boolean>> flags(Section step, String key) {
    return Section.of(step.get(key).orElseThrow(), step.path() + "." + key, faults)
        .map(
            inner -> {
              var flags = new LinkedHashMap<String, Boolean>();
              inner
                  .mapping()
                  .members()
                  .forEach(
                      (name, _) ->
                          inner
                              .choice(
                                  name,
                                  Map.of("true", true, "false", false, "yes", true, "no", false))
                              .ifPresent(it -> flags.put(name, it)));
              return flags;
            });
  }

  private Optional<List<String>> texts(Section step, String key) {
    if (step.get(key).orElseThrow() instanceof Tree.Sequence(var items, _)
        && items.stream().allMatch(Tree.Scalar.class::isInstance)) {
      return Optional.of(items.stream().map(it -> ((Tree.Scalar) it).text()).toList());
    }
    step.wrong(key, "a list of texts, such as [leak-kitchen]", step.get(key).get().toString());
    return Optional.empty();
  }
}
