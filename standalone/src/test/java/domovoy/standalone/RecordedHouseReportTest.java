package domovoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import domovoy.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of the recorded house, compared with numbers counted from its file by other code. */
class RecordedHouseReportTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final YearMonth FEBRUARY = YearMonth.of(2016, 2);

  @TempDir Path folder;

  @Test
  void energyAndClimateOfAMonthAreThoseOfTheFile() throws Exception {
    var file = Recording.file();
    var recording = Recording.read(file);
    try (var _ = RunningHouse.start(folder.resolve("data"))) {
      domovoy(
          "replay",
          file.toString(),
          "--mapping",
          Path.of("../examples/house-2016.yaml").toAbsolutePath().normalize().toString());

      report("energy");
      report("climate", "--outside", "recorded.weather-temperature");
    }

    var appliances = of(recording, "Appliances", FEBRUARY);
    assertThat(summary("energy", "recorded.appliances-energy", "Total, kWh"))
        .isCloseTo(sum(appliances) / 1000, within(1e-6));
    assertThat(summary("energy", "recorded.appliances-energy", "Period before, kWh"))
        .isCloseTo(sum(of(recording, "Appliances", FEBRUARY.minusMonths(1))) / 1000, within(1e-6));
    var days = new TreeMap<LocalDate, Double>();
    appliances.forEach((time, it) -> days.merge(time.toLocalDate(), it / 1000, Double::sum));
    var reported = steps("energy", "recorded.appliances-energy");
    assertThat(reported.keySet()).isEqualTo(days.keySet());
    reported.forEach(
        (day, it) -> assertThat(it).as("%s", day).isCloseTo(days.get(day), within(1e-6)));

    var kitchen = of(recording, "T1", FEBRUARY).values();
    assertThat(summary("climate", "recorded.kitchen-temperature", "Lowest"))
        .isEqualTo(kitchen.stream().mapToDouble(it -> it).min().orElseThrow());
    assertThat(summary("climate", "recorded.kitchen-temperature", "Highest"))
        .isEqualTo(kitchen.stream().mapToDouble(it -> it).max().orElseThrow());
    assertThat(summary("climate", "recorded.kitchen-temperature", "Mean"))
        .isCloseTo(kitchen.stream().mapToDouble(it -> it).average().orElseThrow(), within(1e-6));
    var cold =
        recording.means("T_out", it -> it.truncatedTo(ChronoUnit.DAYS)).entrySet().stream()
            .filter(it -> YearMonth.from(it.getKey()).equals(FEBRUARY))
            .mapToDouble(it -> Math.max(0, 18 - it.getValue()))
            .sum();
    assertThat(summary("climate", "recorded.weather-temperature", "Degree-days"))
        .isCloseTo(cold, within(1e-6));
    assertThat(folder.resolve("energy-2016-02.html")).content().contains("<svg", "Appliances");
  }

  private void report(String kind, String... more) {
    var arguments =
        new ArrayList<>(
            List.of(
                "report",
                kind,
                "--period",
                "month",
                "--date",
                "2016-02-10",
                "--zone",
                "UTC+01:00",
                "--out",
                folder.toString()));
    arguments.addAll(List.of(more));
    domovoy(arguments.toArray(String[]::new));
  }

  private void domovoy(String... arguments) {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    try (var program = Program.java(Main.class, List.of(), all)) {
      assertThat(program.exitCode(LONG)).as(program.output()).isZero();
    }
  }

  private static Map<LocalDateTime, Double> of(
      Recording recording, String column, YearMonth month) {
    var values = new HashMap<>(recording.columns().get(column));
    values.keySet().removeIf(it -> !YearMonth.from(it).equals(month));
    return values;
  }

  private static double sum(Map<LocalDateTime, Double> values) {
    return values.values().stream().mapToDouble(it -> it).sum();
  }

  private double summary(String kind, String point, String what) throws IOException {
    var start = "%s,\"%s\",".formatted(point, what);
    return Files.readAllLines(folder.resolve(kind + "-2016-02-summary.csv")).stream()
        .filter(it -> it.startsWith(start))
        .map(it -> Double.parseDouble(it.substring(start.length())))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no line " + start));
  }

  private Map<LocalDate, Double> steps(String kind, String point) throws IOException {
    var steps = new TreeMap<LocalDate, Double>();
    for (var line : Files.readAllLines(folder.resolve(kind + "-2016-02.csv"))) {
      var cells = line.split(",");
      if (cells[0].equals(point)) {
        steps.put(OffsetDateTime.parse(cells[2]).toLocalDate(), Double.parseDouble(cells[3]));
      }
    }
    return steps;
  }
}
