package domovoy.standalone;

import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.standalone.report.ClimateReport;
import domovoy.standalone.report.EnergyReport;
import domovoy.standalone.report.Period;
import domovoy.standalone.report.ReportText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./domovoy report}: energy or climate of a period, as HTML and CSV. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Reports energy or climate of a day, week, month or year as HTML and CSV.")
final class ReportCommand implements Callable<Integer> {
  /** What about. */
  enum Kind {
    energy,
    climate
  }

  @Parameters(paramLabel = "KIND", description = "${COMPLETION-CANDIDATES}.")
  private Kind kind;

  @Option(
      names = "--period",
      defaultValue = "month",
      paramLabel = "LENGTH",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Period.Length length;

  @Option(
      names = "--date",
      paramLabel = "DATE",
      description = "A day in the period, such as 2026-02-15 (default: yesterday).")
  private Optional<LocalDate> date = Optional.empty();

  @Option(
      names = "--data",
      defaultValue = "data",
      paramLabel = "DIR",
      description = "The data folder of the running Domovoy (default: ./${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--out",
      defaultValue = ".",
      paramLabel = "DIR",
      description = "Where the files go (default: this folder).")
  private Path out;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The zone that days are counted in (default: the house's).")
  private Optional<ZoneId> zone = Optional.empty();

  @Option(names = "--price", paramLabel = "NUMBER", description = "Of a kWh, to show the cost.")
  private Optional<Double> price = Optional.empty();

  @Option(
      names = "--outside",
      paramLabel = "POINT",
      description = "The thermometer outside, to count degree-days (base 18 °C).")
  private Optional<String> outside = Optional.empty();

  @Option(
      names = "--language",
      defaultValue = "en",
      paramLabel = "en|ru",
      description = "Of the words (default: ${DEFAULT-VALUE}).")
  private String language;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    var house = LocalHouse.of(data);
    var counted = zone.orElse(house.site().zone());
    var day = date.orElseGet(() -> LocalDate.now(counted).minusDays(1));
    var period = Period.around(length, day, counted);
    try (var past = new LocalPast(data)) {
      var report =
          switch (kind) {
            case energy ->
                EnergyReport.of(
                    house,
                    past,
                    period,
                    price.map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
            case climate -> ClimateReport.of(house, past, period, outside.map(PointId::new));
          };
      var name = kind + "-" + period.name();
      Files.createDirectories(out);
      Files.writeString(out.resolve(name + ".html"), ReportText.html(report, language));
      Files.writeString(out.resolve(name + ".csv"), ReportText.steps(report));
      Files.writeString(out.resolve(name + "-summary.csv"), ReportText.summary(report, language));
      spec.commandLine()
          .getOut()
          .printf("%d points are in %s%n", report.items().size(), out.resolve(name + ".html"));
      spec.commandLine().getOut().flush();
      return 0;
    } catch (IOException e) {
      throw new InvalidInputException("--out", "a folder that can be written to", e.toString());
    }
  }
}
