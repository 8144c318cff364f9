package domovoy.dashboards;

import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Electricity: power, what it adds up to, and what that costs. */
final class Energy {
  private static final String ENERGY_OF_POWER = "integral(\"value\", 1h) * %s";
  private static final Unit KILOWATT = new Unit("kW");

  private Energy() {}

  static Optional<Board> board(House house) {
    var panels = new ArrayList<Panel>();
    for (var power : Series.of(house, it -> isNumber(it) && it.quantity().equals("power"))) {
      var toKilowatts = Double.toString(power.unit().converterTo(KILOWATT).applyAsDouble(1));
      var energy = ENERGY_OF_POWER.formatted(toKilowatts);
      var names = power.names();
      panels.add(power.now());
      panels.add(power.overTime().sized(Panel.FULL, 9));
      panels.add(
          byTime(
              power,
              Title.of("Consumption by hour", "Потребление по часам"),
              energy,
              "1h",
              Format.of("kwatth").naming(names)));
      panels.add(
          byTime(
              power,
              Title.of("Consumption by day", "Потребление по дням"),
              energy,
              "1d",
              Format.of("kwatth").naming(names)));
      panels.add(
          byTime(
              power,
              Title.of("Cost by day", "Стоимость по дням"),
              energy + " * $price",
              "1d",
              Format.of("none").naming(names)));
      panels.add(
          byTime(
              power,
              Title.of("Highest power of the day", "Максимальная мощность за сутки"),
              "max(\"value\")",
              "1d",
              Format.of(Units.grafana(power.unit())).naming(names)));
    }
    for (var meter : Series.of(house, it -> isNumber(it) && it.quantity().equals("energy"))) {
      panels.add(meter.overTime());
    }
    for (var quantity : List.of("voltage", "current")) {
      Series.of(house, quantity).forEach(it -> panels.add(it.overTime()));
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Board(
                "energy",
                Title.of("Energy", "Энергия"),
                "7d",
                "1m",
                true,
                List.of(
                    new Variable.Input("price", Title.of("Price of a kWh", "Цена кВт·ч"), "0.25")),
                panels));
  }

  /** Days begin at midnight in the house. */
  static String zone(House house) {
    return "tz('%s')".formatted(house.site().zone());
  }

  private static Panel byTime(
      Series series, Title title, String value, String step, Format format) {
    return Panel.half(
        title,
        Look.BARS,
        Store.HISTORY,
        new Query(
            "SELECT %s FROM %s GROUP BY time(%s), \"point\" fill(none) %s"
                .formatted(value, series.from(""), step, zone(series.house())),
            "$tag_point"),
        format);
  }

  private static boolean isNumber(Point point) {
    return point.accepts() instanceof ValueType.Number;
  }
}
