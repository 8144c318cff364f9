package domovoy.standalone.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Site;
import domovoy.core.Title;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void aMeterThatWasResetCountsOnFromZero() {
    // 100, 101, … 109, then from zero again: 0, 1, …
    var report =
        energy(
            Point.sensor("meter.energy", "energy", "kW.h", 0, 1e6),
            day("2026-01-10"),
            hour -> hour < 10 ? 100 + hour : hour - 10);

    assertThat(report.items().getFirst().number("Total, kWh")).isEqualTo(9 + 13);
  }

  @Test
  void energyOfIntervalsIsAddedUp() {
    var report =
        energy(
            Point.sensor("oven.energy", "energy", "W.h", 0, 1e6),
            day("2026-01-10"),
            hour -> hour % 2 == 0 ? 500 : 100);

    assertThat(report.items().getFirst().number("Total, kWh")).isCloseTo(7.2, within(1e-9));
  }

  @Test
  void aDayHasTwentyThreeOrTwentyFiveHoursWhenClocksChange() {
    var power = Point.sensor("house.power", "power", "W", 0, 1e5);

    assertThat(total(energy(power, day("2026-03-29"), _ -> 1000))).isEqualTo(23);
    assertThat(total(energy(power, day("2026-10-25"), _ -> 1000))).isEqualTo(25);
    assertThat(total(energy(power, day("2026-06-01"), _ -> 1000))).isEqualTo(24);
  }

  @Test
  void aYearIsShownByMonthsAndComparedWithTheYearBefore() {
    var power = Point.sensor("house.power", "power", "W", 0, 1e5);
    var year = Period.around(Period.Length.YEAR, LocalDate.parse("2026-05-05"), BERLIN);

    var item = energy(power, year, _ -> 2000).items().getFirst();

    assertThat(item.steps()).hasSize(12);
    assertThat(item.steps().getFirst().value()).isCloseTo(2 * 31 * 24, within(1e-6));
    assertThat(item.number("Total, kWh")).isCloseTo(2 * 8760, within(1e-6));
    assertThat(item.number("Period before, kWh")).isCloseTo(2 * 8760, within(1e-6));
    assertThat(item.number("Cost")).isCloseTo(2 * 8760 * 0.25, within(1e-6));
  }

  @Test
  void aWeekBeginsOnMondayAndPeriodsHaveNames() {
    var day = LocalDate.parse("2026-01-01"); // a Thursday
    var week = Period.around(Period.Length.WEEK, day, BERLIN);

    assertThat(week.from()).isEqualTo("2025-12-29");
    assertThat(week.name()).isEqualTo("2026-w01");
    assertThat(week.before().name()).isEqualTo("2025-w52");
    assertThat(Period.around(Period.Length.MONTH, day, BERLIN).before().name())
        .isEqualTo("2025-12");
  }

  @Test
  void comfortIsAShareOfHoursAndTheColdIsCountedInDegreeDays() {
    var house =
        house(
            Point.sensor("room.temperature", "temperature", "Cel", -60, 60),
            Point.sensor("yard.temperature", "temperature", "Cel", -60, 60));
    Past past =
        (point, from, to) ->
            hours(from, to, hour -> point.id().name().startsWith("yard") ? 8 : 17 + hour % 6);

    var report =
        ClimateReport.of(
            house, past, day("2026-01-10"), Optional.of(new PointId("yard.temperature")));

    assertThat(report.items().getFirst().number("Hours in comfort, %")).isEqualTo(50);
    assertThat(report.items().getLast().number("Degree-days")).isEqualTo(10);
  }

  @Test
  void whatWasNotMeasuredIsNotInTheReport() {
    var power = Point.sensor("house.power", "power", "W", 0, 1e5);
    var report =
        EnergyReport.of(
            house(power), (_, _, _) -> List.of(), day("2026-01-10"), OptionalDouble.empty());

    assertThat(report.items()).isEmpty();
    assertThat(ReportText.html(report, "ru")).contains("Данных нет");
  }

  @Test
  void namesOfTheHouseholdDoNotBecomeMarkup() {
    var power =
        Point.sensor("house.power", "power", "W", 0, 1e5).titled("<b>Power</b>", "Мощность");

    var html = ReportText.html(energy(power, day("2026-01-10"), _ -> 1), "en");

    assertThat(html).contains("&lt;b&gt;Power").doesNotContain("<b>");
    assertThat(html.split("<rect ", -1)).hasSize(25);
  }

  private static double total(Report report) {
    return report.items().getFirst().number("Total, kWh");
  }

  private static Report energy(Point point, Period period, IntToDoubleFunction value) {
    return EnergyReport.of(
        house(point), (_, from, to) -> hours(from, to, value), period, OptionalDouble.of(0.25));
  }

  private static List<Hour> hours(Instant from, Instant to, IntToDoubleFunction value) {
    var hours = new ArrayList<Hour>();
    for (var start = from; start.isBefore(to); start = start.plus(Duration.ofHours(1))) {
      var it = value.applyAsDouble(hours.size());
      hours.add(new Hour(start, it, it, it, it, it, it));
    }
    return hours;
  }

  private static Period day(String date) {
    return Period.around(Period.Length.DAY, LocalDate.parse(date), BERLIN);
  }

  private static House house(Point... points) {
    return new House(
        Site.of("home", BERLIN),
        List.of(new Area("room", Title.NONE)),
        List.of(new Device("all", "room", Title.NONE, Optional.empty(), List.of(points))));
  }
}
