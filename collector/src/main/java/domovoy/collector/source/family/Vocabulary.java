package domovoy.collector.source.family;

import domovoy.collector.spi.Slug;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.ValueType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the words of devices mean: quantity, unit in UCUM, and the range of what can be true. */
final class Vocabulary {
  private static final double ANY = 1e12;

  /**
   * A quantity.
   *
   * @param unit that its bounds are in, and its numbers unless the device says otherwise
   */
  private record Meaning(String quantity, String unit, double from, double to) {}

  private static final Map<String, Meaning> MEANINGS =
      Map.ofEntries(
          entry("temperature", "Cel", -100, 300),
          entry("humidity", "%", 0, 100),
          entry("pressure", "hPa", 300, 1_200),
          entry("co2", "[ppm]", 0, 50_000),
          entry("battery", "%", 0, 100),
          entry("illuminance", "lx", 0, 200_000),
          entry("power", "W", -100_000, 100_000),
          entry("energy", "kW.h", -1e9, 1e9),
          entry("voltage", "V", -1_000, 1_000),
          entry("current", "A", -1_000, 1_000),
          entry("frequency", "Hz", 0, 1_000),
          entry("linkquality", "1", 0, 255),
          entry("pm25", "ug/m3", 0, 10_000),
          entry("pm10", "ug/m3", 0, 10_000),
          entry("brightness", "1", 0, 255));

  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("carbon-dioxide", "co2"),
          Map.entry("lux", "illuminance"),
          Map.entry("illuminance-lux", "illuminance"),
          Map.entry("apower", "power"),
          Map.entry("battery-percent", "battery"),
          Map.entry("atmospheric-pressure", "pressure"),
          Map.entry("moisture", "leak"),
          Map.entry("flood", "leak"),
          Map.entry("water-leak", "leak"),
          Map.entry("door", "opening"),
          Map.entry("window", "opening"),
          Map.entry("garage-door", "opening"),
          Map.entry("contact", "opening"),
          Map.entry("motion", "occupancy"),
          Map.entry("presence", "occupancy"));

  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("°C", "Cel"),
          Map.entry("C", "Cel"),
          Map.entry("°F", "[degF]"),
          Map.entry("F", "[degF]"),
          Map.entry("kWh", "kW.h"),
          Map.entry("Wh", "W.h"),
          Map.entry("VA", "V.A"),
          Map.entry("ppm", "[ppm]"),
          Map.entry("ppb", "[ppb]"),
          Map.entry("µg/m³", "ug/m3"),
          Map.entry("μg/m³", "ug/m3"),
          Map.entry("m³", "m3"),
          Map.entry("m³/h", "m3/h"),
          Map.entry("L/min", "L/min"),
          Map.entry("km/h", "km/h"),
          Map.entry("mmHg", "mm[Hg]"),
          Map.entry("°", "deg"),
          Map.entry("mbar", "mbar"),
          Map.entry("lux", "lx"));

  private Vocabulary() {}

  private static Map.Entry<String, Meaning> entry(
      String word, String unit, double from, double to) {
    return Map.entry(word, new Meaning(word, unit, from, to));
  }

  /** The quantity of a property or device class: {@code opening} of {@code window}. */
  static String quantity(String word) {
    var name = Slug.of(word);
    var same = SAME.getOrDefault(name, name);
    if (MEANINGS.containsKey(same)) {
      return same;
    }
    return MEANINGS.keySet().stream()
        .filter(it -> same.endsWith("-" + it) && it.length() > 3)
        .findFirst()
        .orElse(same);
  }

  /**
   * A sensor of numbers.
   *
   * @param word the property or device class
   * @param sign the unit as the device writes it; one that is not known counts as none
   * @param from lowest value by the device's own word
   * @param to highest value by the device's own word
   */
  static Point number(
      String id,
      String name,
      String word,
      Optional<String> sign,
      Optional<Double> from,
      Optional<Double> to) {
    var quantity = quantity(word);
    var meaning = Optional.ofNullable(MEANINGS.get(quantity));
    var usual = new Unit(meaning.map(Meaning::unit).orElse("1"));
    var unit = sign.filter(it -> !it.isBlank()).map(Vocabulary::unit).orElse(usual);
    double lowest = -ANY;
    double highest = ANY;
    if (meaning.isPresent()) {
      try {
        var converter = usual.converterTo(unit);
        lowest = converter.applyAsDouble(meaning.get().from());
        highest = converter.applyAsDouble(meaning.get().to());
      } catch (InvalidInputException _) {
        // a quantity of that name in other terms: no bounds are known
      }
    }
    var bottom = from.orElse(lowest);
    var top = to.orElse(highest);
    return point(
        id,
        name,
        quantity,
        unit,
        new ValueType.Number(Math.min(bottom, top), Math.max(bottom, top)));
  }

  /** An on/off sensor. */
  static Point onOff(String id, String name, String word) {
    return point(id, name, quantity(word), Unit.NONE, new ValueType.OnOff());
  }

  /** A sensor of choices. */
  static Point choice(String id, String name, String word, List<String> labels) {
    return point(
        id,
        name,
        quantity(word),
        Unit.NONE,
        new ValueType.Choice(labels.stream().distinct().toList()));
  }

  /** A sensor of text. */
  static Point text(String id, String name, String word) {
    return point(id, name, quantity(word), Unit.NONE, new ValueType.Text(0));
  }

  private static Point point(String id, String name, String quantity, Unit unit, ValueType type) {
    return new Point(
        new PointId(id),
        PointKind.SENSOR,
        quantity,
        unit,
        type,
        name.isBlank() ? Title.NONE : new Title(Optional.of(name), Optional.empty()),
        Optional.empty());
  }

  private static Unit unit(String sign) {
    try {
      return new Unit(UNITS.getOrDefault(sign.strip(), sign.strip()));
    } catch (InvalidInputException _) {
      return Unit.NONE;
    }
  }
}
