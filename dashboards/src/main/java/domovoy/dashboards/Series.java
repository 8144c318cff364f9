package domovoy.dashboards;

import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Points that can be drawn together: of one quantity, one unit and one type.
 *
 * @param house whose
 * @param quantity the measurement in the history
 * @param points at least one
 * @param all whether these are all of the quantity; one that comes later is drawn then, too
 */
record Series(House house, String quantity, List<Point> points, boolean all) {
  /** Points of one kind are alike in these. */
  private record Alike(String quantity, Unit unit, ValueType type) {
    static Alike of(Point point) {
      var type =
          point.accepts() instanceof ValueType.Number
              ? new ValueType.Number(0, 0)
              : point.accepts();
      return new Alike(point.quantity(), point.unit(), type);
    }
  }

  /** All series of the points that pass, in the order of the house; texts cannot be drawn. */
  static List<Series> of(House house, Predicate<Point> which) {
    var groups = new LinkedHashMap<Alike, List<Point>>();
    house.points().values().stream()
        .filter(it -> !(it.accepts() instanceof ValueType.Text))
        .filter(which)
        .forEach(it -> groups.computeIfAbsent(Alike.of(it), _ -> new ArrayList<>()).add(it));
    return groups.values().stream()
        .map(it -> new Series(house, it.getFirst().quantity(), it, isAll(house, it)))
        .toList();
  }

  static List<Series> of(House house, String quantity) {
    return of(house, it -> it.quantity().equals(quantity));
  }

  private static boolean isAll(House house, List<Point> points) {
    var quantity = points.getFirst().quantity();
    var of = house.points().values().stream().filter(it -> it.quantity().equals(quantity)).count();
    return of == points.size();
  }

  boolean isState() {
    return !(points.getFirst().accepts() instanceof ValueType.Number);
  }

  Unit unit() {
    return points.getFirst().unit();
  }

  Title title() {
    var title = Vocabulary.title(quantity);
    if (all || isState()) {
      return title;
    }
    var unit = unit().symbol();
    return unit.isEmpty()
        ? title
        : Title.of(Language.EN.of(title) + ", " + unit, Language.RU.of(title) + ", " + unit);
  }

  /** Points to what the household calls them. */
  Map<String, Title> names() {
    return points.stream()
        .collect(
            Collectors.toMap(
                it -> it.id().name(),
                it ->
                    Title.of(
                        it.title().in("en", it.id().name()), it.title().in("ru", it.id().name()))));
  }

  Format format() {
    var format =
        switch (points.getFirst().accepts()) {
          case ValueType.OnOff _ -> Vocabulary.onOff(quantity);
          case ValueType.Choice(var labels) ->
              new Format("none", List.of(), words(labels), Map.of());
          case ValueType.Number _, ValueType.Text _ ->
              new Format(
                  Units.grafana(unit()),
                  Vocabulary.thresholds(quantity),
                  words(List.of()),
                  Map.of());
        };
    return format.naming(names());
  }

  private static SortedMap<Integer, Title> words(List<String> labels) {
    var words = new TreeMap<Integer, Title>();
    for (var ordinal = 0; ordinal < labels.size(); ordinal++) {
      words.put(ordinal, Title.of(labels.get(ordinal), labels.get(ordinal)));
    }
    return words;
  }

  /** As it was over time: lines of numbers, bands of states. */
  Panel overTime() {
    return isState()
        ? Panel.half(title(), Look.STATES, Store.HISTORY, states(), format())
        : Panel.half(title(), Look.LINES, Store.HISTORY, means(""), format());
  }

  /** As it is now. */
  Panel now() {
    return Panel.large(title(), Store.HISTORY, latest(), format());
  }

  Query latest() {
    return byPoint("SELECT last(\"value\") FROM " + from("") + " GROUP BY \"point\"");
  }

  /**
   * @param condition a further one, from {@code " AND "} on, or empty
   */
  Query means(String condition) {
    return byPoint(
        "SELECT mean(\"value\") FROM %s GROUP BY time($__interval), \"point\" fill(none)"
            .formatted(from(condition)));
  }

  private Query states() {
    return byPoint(
        "SELECT last(\"value\") FROM %s GROUP BY time($__interval), \"point\" fill(previous)"
            .formatted(from("")));
  }

  /** From what, and the condition, for a query of one's own. */
  String from(String condition) {
    var chosen =
        all
            ? ""
            : points.stream()
                .map(it -> it.id().name().replace(".", "\\."))
                .collect(Collectors.joining("|", " AND \"point\" =~ /^(", ")$/"));
    return "\"%s\" WHERE \"site\" = '%s'%s%s AND $timeFilter"
        .formatted(quantity, house.site().id(), chosen, condition);
  }

  private static Query byPoint(String text) {
    return new Query(text, "$tag_point");
  }
}
