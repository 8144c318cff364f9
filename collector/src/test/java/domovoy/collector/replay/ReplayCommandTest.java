package domovoy.collector.replay;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.collector.Collector;
import domovoy.collector.CollectorSettings;
import domovoy.collector.FakeController;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Site;
import domovoy.history.History;
import domovoy.history.HistorySettings;
import domovoy.service.DoorSettings;
import domovoy.service.LocalInstance;
import domovoy.testing.Eventually;
import domovoy.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Against a real collector and a real QuestDB; only the controller is a small one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplayCommandTest {
  private static final String MAPPING =
      """
      time: {column: date, format: yyyy-MM-dd HH:mm:ss, zone: "UTC+01:00"}
      missing: [NA]
      areas: [{id: recorded, title: {en: Recorded}}]
      device: {id: recorder, area: recorded}
      columns:
        T1:
          id: recorded.%1$s-temperature
          kind: sensor
          quantity: temperature
          unit: Cel
          accepts: {type: number, minimum: -40, maximum: 60}
        door:
          id: recorded.%1$s-door
          kind: sensor
          quantity: door
          accepts: {type: on-off}
      """;

  @TempDir static Path shared;
  @TempDir Path directory;

  private History history;
  private FakeController controller;
  private Collector collector;
  private Path data;

  @BeforeAll
  void start() throws IOException {
    history = History.open(HistorySettings.embedded(shared.resolve("history"), Program.freePort()));
    controller = FakeController.with(House.empty(Site.of("home", ZoneOffset.UTC)), history);
    var token = shared.resolve("token");
    Files.writeString(token, FakeController.TOKEN);
    Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
    collector =
        Collector.start(
            new CollectorSettings(
                DoorSettings.loopback(0),
                shared.resolve("collector"),
                List.of(token),
                null,
                Optional.of(new CollectorSettings.Controller(controller.uri(), token)),
                Optional.empty(),
                null),
            history,
            InstantSource.system());
  }

  @AfterAll
  void stop() {
    collector.close();
    controller.close();
    history.close();
  }

  @BeforeEach
  void runningInstance() throws IOException {
    data = Files.createDirectory(directory.resolve("data"));
    new LocalInstance(controller.uri(), collector.uri(), FakeController.TOKEN).write(data);
  }

  private record Run(int exit, String output) {}

  private Run replay(String... more) {
    var arguments = new java.util.ArrayList<>(List.of("--data", data.toString()));
    arguments.addAll(List.of(more));
    var out = new StringWriter();
    var command = new CommandLine(new ReplayCommand());
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
    command.setExecutionExceptionHandler(
        (e, line, _) -> {
          line.getErr().println(e.getMessage());
          return 1;
        });
    return new Run(command.execute(arguments.toArray(String[]::new)), out.toString());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String csv(int rows) {
    var csv = new StringBuilder("date,T1,door\n");
    var start = Instant.parse("2016-01-11T17:00:00Z");
    for (var row = 0; row < rows; row++) {
      var time = start.plusSeconds(600L * row).toString().replace('T', ' ').replace("Z", "");
      csv.append("%s,%d.5,%d%n".formatted(time, row % 20, row % 2));
    }
    return csv.toString();
  }

  @Test
  void everyRowIsInTheHistoryAndTheReportHasOneLineAPoint() throws Exception {
    var csv = write("house.csv", csv(2000));
    var mapping = write("house.yaml", MAPPING.formatted("all"));

    var run = replay(csv.toString(), "--mapping", mapping.toString());

    assertThat(run.output())
        .contains("100 %  2,000 of 2,000 rows")
        .containsPattern("recorded.all-temperature +2,000 +0.50 +19.50 +0.50 +10.00 +19.50  °C")
        .contains("All 1 points are as recorded");
    assertThat(run.exit()).isZero();
    var point = controller.house().requirePoint(new PointId("recorded.all-temperature"));
    assertThat(history.summary(point).orElseThrow().first())
        .isEqualTo(Instant.parse("2016-01-11T16:00:00Z"));
    assertThat(controller.readings()).isEmpty();
  }

  /** The command line of the replay alone. */
  static final class Main {
    public static void main(String[] arguments) {
      System.exit(new CommandLine(new ReplayCommand()).execute(arguments));
    }
  }

  @Test
  void killedInTheMiddleItGoesOnWhereItWasAndNothingIsThereTwice() throws Exception {
    var csv = write("house.csv", csv(2000));
    var mapping = write("house.yaml", MAPPING.formatted("cut"));
    var hundredRowsASecond = "60000x";
    try (var program =
        Program.java(
            Main.class,
            List.of("-XX:TieredStopAtLevel=1"),
            List.of(
                csv.toString(),
                "--mapping",
                mapping.toString(),
                "--data",
                data.toString(),
                "--speed",
                hundredRowsASecond))) {
      Eventually.within(
          Duration.ofSeconds(60), () -> assertThat(data.resolve("replay")).isNotEmptyDirectory());
      program.kill();
    }

    var run = replay(csv.toString(), "--mapping", mapping.toString());
    assertThat(run.output())
        .containsPattern("[1-9][0-9]* of 2,000 rows were streamed before")
        .doesNotContain("2,000 of 2,000 rows were streamed before")
        .containsPattern("recorded.cut-temperature +2,000 ");
    assertThat(run.exit()).isZero();

    assertThat(replay(csv.toString(), "--mapping", mapping.toString(), "--from-start").output())
        .doesNotContain("streamed before")
        .containsPattern("recorded.cut-temperature +2,000 ");
  }

  @Test
  void aCellThatCannotBeReadStopsItNamingRowAndColumn() throws Exception {
    var csv = write("house.csv", csv(3) + "not a time,1,1\n");
    var mapping = write("house.yaml", MAPPING.formatted("broken"));

    var run = replay(csv.toString(), "--mapping", mapping.toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("row 4, column date").contains("not a time");
  }

  @Test
  void aFileThatEndsInsideAQuoteIsToldByItsRow() throws Exception {
    var csv = write("house.csv", csv(3) + "2016-01-12 17:00:00,\"1,1\n");
    var mapping = write("house.yaml", MAPPING.formatted("quote"));

    var run = replay(csv.toString(), "--mapping", mapping.toString());
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output()).contains("row 4: expected CSV");
  }

  @Test
  void aMarkBeforeTheHeadingIsNoPartOfAName() throws Exception {
    var csv = write("house.csv", "\ufeffdate,T1,door\n2016-01-11 17:00:00,20,0\n");
    var mapping = write("house.yaml", MAPPING.formatted("marked"));

    assertThat(replay(csv.toString(), "--mapping", mapping.toString()).output())
        .containsPattern("recorded.marked-temperature +1 +20.00");
  }

  @Test
  void cellsWithoutAValueAreLeftOut() throws Exception {
    var csv =
        write(
            "house.csv",
            "date,T1,door\n2016-01-11 17:00:00,20,\n2016-01-11 17:10:00,NA,1\n2016-01-11 17:20:00,22,0\n");
    var mapping = write("house.yaml", MAPPING.formatted("gaps"));

    assertThat(replay(csv.toString(), "--mapping", mapping.toString()).output())
        .containsPattern("recorded.gaps-temperature +2 +20.00 +22.00 +20.00 +21.00 +22.00");
  }

  @Test
  void readingsThatTheHouseRefusesAreToldAndShowInTheReport() throws Exception {
    var csv =
        write("house.csv", "date,T1,door\n2016-01-11 17:00:00,20,0\n2016-01-11 17:10:00,99,1\n");
    var mapping = write("house.yaml", MAPPING.formatted("hot"));

    var run = replay(csv.toString(), "--mapping", mapping.toString());
    assertThat(run.output())
        .contains("1 readings were refused")
        .contains("a number from -40 to 60, got 99")
        .contains("! the recording has 2 readings")
        .contains("1 of 1 points differ");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void aColumnThatIsNotThereIsNamedWithTheNearestOne() throws Exception {
    var csv = write("house.csv", "date,T_1,door\n2016-01-11 17:00:00,20,0\n");
    var mapping = write("house.yaml", MAPPING.formatted("x"));

    assertThat(replay(csv.toString(), "--mapping", mapping.toString()).output())
        .contains("columns.T1")
        .contains("did you mean T_1?");
  }

  @Test
  void withoutARunningDomovoyItSaysWhatToDo() throws Exception {
    var csv = write("house.csv", csv(3));
    var mapping = write("house.yaml", MAPPING.formatted("x"));
    LocalInstance.remove(data);
    assertThat(replay(csv.toString(), "--mapping", mapping.toString()).output())
        .contains("start it with ./domovoy run");

    new LocalInstance(
            java.net.URI.create("http://127.0.0.1:" + Program.freePort()),
            collector.uri(),
            FakeController.TOKEN)
        .write(data);
    assertThat(replay(csv.toString(), "--mapping", mapping.toString()).output())
        .contains("start it with ./domovoy run");
  }

  @Test
  void theShippedExampleIsAMappingOfTwentySixColumns() {
    var mapping = Mapping.read(beside("examples/house-2016.yaml").orElseThrow());
    assertThat(mapping.columns()).hasSize(26);
    assertThat(mapping.toDevice().points())
        .allSatisfy(it -> assertThat(it.title().ru()).isPresent());
  }

  @Test
  void theRecordedHouseIsKeptWhole() {
    var recording = beside("shared/data/house-2016.csv");
    Assumptions.assumeTrue(
        recording.isPresent(), "recording not there: ../shared/data/house-2016.csv");

    var run =
        replay(
            recording.orElseThrow().toString(),
            "--mapping",
            beside("examples/house-2016.yaml").orElseThrow().toString());

    assertThat(run.output())
        .contains("13,002 of 13,002 rows")
        .contains("All 26 points are as recorded");
    assertThat(run.exit()).isZero();
  }

  /** A file in this project's folder or one of those above. */
  private static Optional<Path> beside(String name) {
    return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
        .map(it -> it.resolve(name))
        .filter(Files::isReadable)
        .findFirst();
  }
}
