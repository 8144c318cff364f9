package domovoy.standalone.report;

import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Energy used, in kWh, from points of power and of energy. Hours without readings count as nothing.
 *
 * <p>A point of energy is a meter that counts on and on, or the energy of each interval. A meter
 * hardly ever falls, the other does so all the time: what falls in more than a tenth of its hours
 * is taken for intervals. Where a meter falls it was reset or swapped and began again from zero.
 */
public final class EnergyReport {
  private static final Unit KILOWATT_HOUR = new Unit("kW.h");
  private static final Unit KILOWATT = new Unit("kW");
  private static final double MOST_FALLS = 0.1;

  private EnergyReport() {}

  /**
   * @param price of a kWh, if cost is wanted
   */
  public static Report of(House house, Past past, Period period, OptionalDouble price) {
    var items = new ArrayList<Item>();
    for (var point : house.points().values()) {
      if (point.accepts() instanceof ValueType.Number && kind(point).isPresent()) {
        item(past, point, period, price).ifPresent(items::add);
      }
    }
    return new Report(Title.of("Energy", "Энергия"), period, items);
  }

  private static Optional<Unit> kind(Point point) {
    for (var unit : List.of(KILOWATT_HOUR, KILOWATT)) {
      try {
        point.unit().converterTo(unit);
        return Optional.of(unit);
      } catch (InvalidInputException _) {
        continue; // measures something else
      }
    }
    return Optional.empty();
  }

  private static Optional<Item> item(Past past, Point point, Period period, OptionalDouble price) {
    var used = used(past.hours(point, period.start(), period.end()), point, period);
    if (used.isEmpty()) {
      return Optional.empty();
    }
    var before = period.before();
    var usedBefore = used(past.hours(point, before.start(), before.end()), point, before);
    var total = total(used);
    var summary = new LinkedHashMap<Title, Double>();
    summary.put(Title.of("Total, kWh", "Всего, кВт·ч"), total);
    if (!usedBefore.isEmpty()) {
      summary.put(Title.of("Period before, kWh", "Прошлый период, кВт·ч"), total(usedBefore));
    }
    price.ifPresent(it -> summary.put(Title.of("Cost", "Стоимость"), total * it));
    var steps =
        used.entrySet().stream()
            .map(it -> new Item.Step(it.getKey(), it.getValue(), it.getValue(), it.getValue()))
            .toList();
    return Optional.of(new Item(point.id().name(), point.title(), "kWh", steps, summary));
  }

  private static double total(SortedMap<java.time.Instant, Double> used) {
    return used.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** Step to kWh. */
  private static SortedMap<java.time.Instant, Double> used(
      List<Hour> hours, Point point, Period period) {
    var unit = kind(point).orElseThrow();
    var toKilowattHours = point.unit().converterTo(unit);
    var intervals = unit.equals(KILOWATT_HOUR) && isOfIntervals(hours);
    var used = new TreeMap<java.time.Instant, Double>();
    var previous = hours.isEmpty() ? 0 : hours.getFirst().first();
    for (var hour : hours) {
      var amount =
          unit.equals(KILOWATT)
              ? hour.mean()
              : intervals
                  ? hour.sum()
                  : hour.last() >= previous ? hour.last() - previous : hour.last();
      previous = hour.last();
      used.merge(period.stepOf(hour.start()), toKilowattHours.applyAsDouble(amount), Double::sum);
    }
    return used;
  }

  private static boolean isOfIntervals(List<Hour> hours) {
    var falls = 0;
    for (var index = 1; index < hours.size(); index++) {
      if (hours.get(index).last() < hours.get(index - 1).last()) {
        falls++;
      }
    }
    return falls > MOST_FALLS * hours.size();
  }
}
