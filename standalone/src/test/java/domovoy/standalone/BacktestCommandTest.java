package domovoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.standalone.backtest.BacktestCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BacktestCommandTest {
  private static final String HOUSE =
      """
      site: {id: recorded, zone: "UTC+01:00"}
      areas: [{id: recorded}]
      devices:
        - id: relay
          area: recorded
          points: [{id: bathroom.fan, kind: actuator, quantity: switch, accepts: {type: on-off}}]
      """;

  private static final String RULES =
      """
      rules:
        - id: damp
          when: recorded.bathroom-humidity > 65
          until: recorded.bathroom-humidity < 55
          then:
            - set: {point: bathroom.fan, value: on}
        - id: cold
          when: recorded.kitchen-temperature < 17
          then:
            - notify: {text: cold}
      """;

  private static final String MAPPING =
      """
      time: {column: time, format: yyyy-MM-dd HH:mm, zone: UTC}
      areas: [{id: recorded}]
      device: {id: recorder, area: recorded}
      columns:
        humidity:
          id: recorded.bathroom-humidity
          kind: sensor
          quantity: humidity
          unit: "%"
          accepts: {type: number, minimum: 0, maximum: 100}
        temperature:
          id: recorded.kitchen-temperature
          kind: sensor
          quantity: temperature
          unit: Cel
          accepts: {type: number, minimum: -40, maximum: 60}
        fan: {id: bathroom.fan, kind: actuator, quantity: switch, accepts: {type: on-off}}
      """;

  @TempDir private Path folder;

  private record Outcome(int status, String output) {}

  private Outcome run(Path recording, Path mapping, String... more) throws Exception {
    var rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    var arguments =
        new ArrayList<>(
            List.of(
                "--recording", recording.toString(),
                "--mapping", mapping.toString(),
                "--rules", rules.toString()));
    arguments.addAll(List.of(more));
    var output = new StringWriter();
    var line =
        new CommandLine(new BacktestCommand())
            .setExecutionExceptionHandler(new Complaint())
            .setOut(new PrintWriter(output))
            .setErr(new PrintWriter(output));
    return new Outcome(line.execute(arguments.toArray(String[]::new)), output.toString());
  }

  private Path recording() throws Exception {
    return Files.writeString(
        folder.resolve("recording.csv"),
        """
        time,humidity,temperature,fan
        2026-01-01 10:00,50,20,off
        2026-01-01 10:30,70,20,off
        2026-01-01 11:00,70,20,on
        2026-01-01 11:30,50,16,off
        """);
  }

  private Path mapping() throws Exception {
    return Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
  }

  @Test
  void aRuleIsRunOverARecordingAndComparedWithWhatHappened() throws Exception {
    var outcome = run(recording(), mapping(), "damp");

    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output())
        .contains("rule damp: would have begun 1 times, held 1 h 00 min in all")
        .contains("point bathroom.fan: claimed 1 h 00 min, on 1 h 00 min")
        .contains("differs from what it was for 30 min of 1 h 00 min")
        .doesNotContain("rule cold");
  }

  @Test
  void withoutAChoiceAllRulesAreRunInTheTimeThatIsAskedFor() throws Exception {
    var outcome =
        run(
            recording(),
            mapping(),
            "--from",
            "2026-01-01T11:15:00Z",
            "--to",
            "2026-01-01T12:00:00Z");

    assertThat(outcome.output())
        .contains("rule damp: would have begun 0 times, held 15 min in all")
        .contains("rule cold: would have begun 1 times");
  }

  @Test
  void whatIsMissingOrWrongIsNamed() throws Exception {
    assertThat(run(recording(), mapping(), "dump").output()).contains("did you mean damp?");
    assertThat(run(recording(), mapping(), "--from", "yesterday").output()).contains("--from");
    assertThat(run(recording(), folder.resolve("none.yaml")).output()).contains("--mapping");
  }

  @Test
  void overTheRecordedHouseItCountsAsOtherCodeDoesAndAnswersInSeconds() throws Exception {
    var file = Recording.file();
    var expected = Damp.beginnings(Recording.read(file));
    var house = Files.writeString(folder.resolve("house.yaml"), HOUSE);
    var started = System.nanoTime();

    var outcome =
        run(file, Path.of("../examples/house-2016.yaml"), "damp", "--house", house.toString());

    assertThat(outcome.output())
        .contains("rule damp: would have begun %d times".formatted(expected))
        .contains("what it really was is not in the history");
    assertThat(expected).isPositive();
    assertThat(System.nanoTime() - started).isLessThan(60_000_000_000L);
  }
}
