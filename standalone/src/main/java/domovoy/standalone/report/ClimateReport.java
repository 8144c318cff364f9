package domovoy.standalone.report;

import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Title;
import domovoy.core.ValueType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Air: lowest, mean and highest, the share of hours in comfort, and heating degree-days. Means are
 * of hours, each of which counts the same however many readings it has.
 */
public final class ClimateReport {
  private static final Set<String> QUANTITIES = Set.of("temperature", "humidity", "co2");

  /** Below this daily mean people heat, °C. */
  private static final double HEATING_LIMIT = 18;

  /**
   * What people find comfortable.
   *
   * @param low in the unit that the quantity usually has
   */
  private record Band(double low, double high) {}

  private static final Map<String, Band> COMFORT =
      Map.of(
          "temperature", new Band(20, 24),
          "humidity", new Band(30, 60),
          "co2", new Band(0, 1000));

  private ClimateReport() {}

  /**
   * @param outside the thermometer that degree-days are counted from
   */
  public static Report of(House house, Past past, Period period, Optional<PointId> outside) {
    outside.ifPresent(house::requirePoint);
    var items = new ArrayList<Item>();
    for (var point : house.points().values()) {
      if (point.accepts() instanceof ValueType.Number && QUANTITIES.contains(point.quantity())) {
        var isOutside = outside.filter(point.id()::equals).isPresent();
        item(past, point, period, isOutside).ifPresent(items::add);
      }
    }
    return new Report(Title.of("Climate", "Климат"), period, items);
  }

  private static Optional<Item> item(Past past, Point point, Period period, boolean outside) {
    var hours = past.hours(point, period.start(), period.end());
    if (hours.isEmpty()) {
      return Optional.empty();
    }
    var before = period.before();
    var hoursBefore = past.hours(point, before.start(), before.end());
    var summary = new LinkedHashMap<Title, Double>();
    summary.put(
        Title.of("Lowest", "Минимум"), hours.stream().mapToDouble(Hour::min).min().orElseThrow());
    summary.put(Title.of("Mean", "Среднее"), mean(hours));
    summary.put(
        Title.of("Highest", "Максимум"), hours.stream().mapToDouble(Hour::max).max().orElseThrow());
    if (!hoursBefore.isEmpty()) {
      summary.put(
          Title.of("Mean of the period before", "Среднее прошлого периода"), mean(hoursBefore));
    }
    if (outside) {
      summary.put(Title.of("Degree-days", "Градусо-сутки"), degreeDays(hours, period));
    } else {
      var band = COMFORT.get(point.quantity());
      var comfortable =
          hours.stream().filter(it -> it.mean() >= band.low() && it.mean() <= band.high()).count();
      summary.put(
          Title.of("Hours in comfort, %", "Часов в комфорте, %"),
          100.0 * comfortable / hours.size());
    }
    return Optional.of(
        new Item(
            point.id().name(),
            point.title(),
            point.unit().symbol(),
            steps(hours, period),
            summary));
  }

  private static List<Item.Step> steps(List<Hour> hours, Period period) {
    var steps = new TreeMap<Instant, List<Hour>>();
    hours.forEach(
        it -> steps.computeIfAbsent(period.stepOf(it.start()), _ -> new ArrayList<>()).add(it));
    return steps.entrySet().stream()
        .map(
            it ->
                new Item.Step(
                    it.getKey(),
                    mean(it.getValue()),
                    it.getValue().stream().mapToDouble(Hour::min).min().orElseThrow(),
                    it.getValue().stream().mapToDouble(Hour::max).max().orElseThrow()))
        .toList();
  }

  private static double mean(List<Hour> hours) {
    return hours.stream().mapToDouble(Hour::mean).average().orElseThrow();
  }

  private static double degreeDays(List<Hour> hours, Period period) {
    var days = new TreeMap<java.time.LocalDate, List<Hour>>();
    hours.forEach(
        it ->
            days.computeIfAbsent(
                    it.start().atZone(period.zone()).toLocalDate(), _ -> new ArrayList<>())
                .add(it));
    return days.values().stream().mapToDouble(it -> Math.max(0, HEATING_LIMIT - mean(it))).sum();
  }
}
