package domovoy.dashboards;

import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Air in each room: warmth, damp, staleness, how cold it is outside. */
final class Climate {
  /** Areas that are not heated: their temperature is the weather. */
  private static final Set<String> OUTSIDE =
      Set.of("outside", "yard", "garden", "street", "weather");

  /** Below this daily mean people heat; the usual base of degree-days in Russia and Europe, °C. */
  private static final int HEATING_LIMIT = 18;

  private Climate() {}

  static boolean isOutside(House house, Point point) {
    return OUTSIDE.contains(house.deviceOf(point.id()).area());
  }

  static Optional<Board> board(House house) {
    var panels = new ArrayList<Panel>();
    for (var quantity : List.of("temperature", "humidity", "co2", "pressure", "illuminance")) {
      for (var series : Series.of(house, quantity)) {
        panels.add(
            Panel.full(
                series.title(),
                Look.LINES,
                Store.HISTORY,
                series.means(" AND \"area\" =~ /^$area$/"),
                series.format()));
      }
    }
    for (var series :
        Series.of(house, it -> it.quantity().equals("temperature") && !isOutside(house, it))) {
      panels.add(comfort(series));
    }
    for (var series :
        Series.of(house, it -> it.quantity().equals("humidity") && !isOutside(house, it))) {
      panels.add(damp(series));
    }
    for (var series :
        Series.of(
            house,
            it ->
                it.quantity().equals("temperature")
                    && it.unit().code().equals("Cel")
                    && isOutside(house, it))) {
      panels.add(degreeDays(series));
    }
    if (panels.isEmpty()) {
      return Optional.empty();
    }
    var areas =
        "SHOW TAG VALUES FROM %s WITH KEY = \"area\" WHERE \"site\" = '%s'"
            .formatted(measurements(house), house.site().id());
    return Optional.of(
        new Board(
            "climate",
            Title.of("Climate", "Климат"),
            "7d",
            "1m",
            true,
            List.of(new Variable.Choice("area", Title.of("Area", "Помещение"), areas)),
            panels));
  }

  private static String measurements(House house) {
    return Series.of(
            house,
            it ->
                Set.of("temperature", "humidity", "co2", "pressure", "illuminance")
                    .contains(it.quantity()))
        .stream()
        .map(it -> '"' + it.quantity() + '"')
        .distinct()
        .reduce((one, other) -> one + ", " + other)
        .orElseThrow();
  }

  private static Panel comfort(Series series) {
    return Panel.half(
        Title.of("Coldest and warmest of each day", "Минимум и максимум за сутки"),
        Look.LINES,
        Store.HISTORY,
        new Query(
            "SELECT min(\"value\") AS \"min\", max(\"value\") AS \"max\" FROM %s GROUP BY time(1d), \"point\" fill(none) %s"
                .formatted(series.from(""), Energy.zone(series.house())),
            "$tag_point $col"),
        Format.of(Units.grafana(series.unit())));
  }

  /** Where it stays above 70 % for days, mould grows. */
  private static Panel damp(Series series) {
    return Panel.half(
        Title.of("Humidity, daily mean (mould from 70 %)", "Влажность за сутки (плесень от 70 %)"),
        Look.BARS,
        Store.HISTORY,
        new Query(
            "SELECT mean(\"value\") FROM %s GROUP BY time(1d), \"point\" fill(none) %s"
                .formatted(series.from(""), Energy.zone(series.house())),
            "$tag_point"),
        series.format());
  }

  private static Panel degreeDays(Series series) {
    return Panel.half(
        Title.of(
            "Heating degree-days (base %d °C)".formatted(HEATING_LIMIT),
            "Градусо-сутки (база %d °C)".formatted(HEATING_LIMIT)),
        Look.BARS,
        Store.HISTORY,
        new Query(
            """
            SELECT sum("cold") FROM (SELECT %d - mean("value") AS "cold" FROM %s GROUP BY time(1d), "point" fill(none)) \
            WHERE "cold" > 0 AND $timeFilter GROUP BY time(1d), "point" fill(none) %s"""
                .formatted(HEATING_LIMIT, series.from(""), Energy.zone(series.house())),
            "$tag_point"),
        Format.of("none").naming(series.names()));
  }
}
