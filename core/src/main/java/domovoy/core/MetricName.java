package domovoy.core;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * How a quantity is called in Prometheus and how its numbers get there: in base units, with the
 * unit as the name's end, as Prometheus' naming guide asks for.
 *
 * @param name such as {@code domovoy_temperature_celsius}
 * @param unit in words, for the help; empty when there is none
 * @param convert from the point's unit
 */
public record MetricName(String name, String unit, DoubleUnaryOperator convert) {
  private static final String PREFIX = "domovoy_";

  /** A base unit and what it is called. */
  private record Base(Unit unit, String name) {}

  /** Units that are common as they are and have no base unit of their own. */
  private static final Map<Unit, String> KEPT =
      Map.of(
          new Unit("deg"), "degrees",
          new Unit("[ppm]"), "ppm",
          new Unit("[ppb]"), "ppb",
          new Unit("dB"), "decibels");

  private static final List<Base> BASES =
      List.of(
          new Base(new Unit("Cel"), "celsius"),
          new Base(new Unit("J"), "joules"),
          new Base(new Unit("W"), "watts"),
          new Base(new Unit("V"), "volts"),
          new Base(new Unit("A"), "amperes"),
          new Base(new Unit("Pa"), "pascals"),
          new Base(new Unit("m"), "meters"),
          new Base(new Unit("m/s"), "meters_per_second"),
          new Base(new Unit("m3"), "cubic_meters"),
          new Base(new Unit("m3/s"), "cubic_meters_per_second"),
          new Base(new Unit("g/m3"), "grams_per_cubic_meter"),
          new Base(new Unit("W/m2"), "watts_per_square_meter"),
          new Base(new Unit("g"), "grams"),
          new Base(new Unit("s"), "seconds"),
          new Base(new Unit("Hz"), "hertz"),
          new Base(new Unit("lx"), "lux"),
          new Base(new Unit("By"), "bytes"));

  /** Ends of names that mean something to Prometheus which a quantity of a house does not. */
  private static final List<String> RESERVED_ENDS =
      List.of("_total", "_count", "_sum", "_bucket", "_info", "_created");

  /** Starts of the names of Domovoy's own figures. */
  private static final List<String> RESERVED_STARTS =
      List.of(
          PREFIX + "up",
          PREFIX + "part_",
          PREFIX + "node_",
          PREFIX + "reading_",
          PREFIX + "exporter_",
          PREFIX + "http_");

  /** The name of a quantity that is counted in numbers. */
  public static MetricName of(String quantity, Unit unit) {
    if (unit.equals(Unit.NONE)) {
      return named(quantity, "", DoubleUnaryOperator.identity());
    }
    if (unit.code().equals("%")) {
      return named(quantity, "ratio", percent -> percent / 100);
    }
    if (KEPT.containsKey(unit)) {
      return named(quantity, KEPT.get(unit), DoubleUnaryOperator.identity());
    }
    for (var base : BASES) {
      try {
        return named(quantity, base.name(), unit.converterTo(base.unit()));
      } catch (InvalidInputException _) {
        continue; // measures something else
      }
    }
    return named(quantity, words(unit.code()), DoubleUnaryOperator.identity());
  }

  /** The name of a quantity without a unit. */
  public static MetricName of(String quantity) {
    return of(quantity, Unit.NONE);
  }

  private static MetricName named(String quantity, String unit, DoubleUnaryOperator convert) {
    var plain = PREFIX + words(quantity);
    var name = unit.isEmpty() || plain.endsWith("_" + unit) ? plain : plain + "_" + unit;
    var reserved =
        RESERVED_ENDS.stream().anyMatch(name::endsWith)
            || RESERVED_STARTS.stream().anyMatch(name::startsWith);
    return new MetricName(reserved ? name + "_value" : name, unit.replace('_', ' '), convert);
  }

  private static String words(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replace("/", "_per_")
        .replaceAll("[^a-z0-9]+", "_")
        .replaceAll("^_+|_+$", "");
  }
}
