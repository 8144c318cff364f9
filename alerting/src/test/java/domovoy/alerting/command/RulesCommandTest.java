package domovoy.alerting.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesCommandTest {
  private static final Path SHIPPED = Path.of("rules");

  private final StringWriter output = new StringWriter();
  @TempDir private Path folder;

  private int run(Object... arguments) {
    var command = new CommandLine(new RulesCommand());
    command.setOut(new PrintWriter(output, true));
    command.setErr(new PrintWriter(output, true));
    return command.execute(Stream.of(arguments).map(Object::toString).toArray(String[]::new));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void theShippedRulesPassTheirTests() {
    assertThat(run("test", SHIPPED.resolve("leak.yaml"), SHIPPED.resolve("humidity.yaml")))
        .as(output::toString)
        .isZero();
    assertThat(output.toString()).contains("9 passed, 0 failed");
  }

  private static final String FAN =
      """
      rules:
        - {id: fan, when: bathroom.humidity > 65, then: [{set: {point: bathroom.fan, value: on}}]}
      tests:
        - name: the fan runs
          steps:
            - reading: {bathroom.humidity: 64}
            - wait: 5m
            - expect: {bathroom.fan: on}
        - name: it does not
          steps:
            - expect: {bathroom.fan: nothing}
      """;

  @Test
  void aFailureShowsWhatWasExpectedWhatWasAndWhatHappened() throws IOException {
    var file = file("fan.yaml", FAN);

    assertThat(run("test", "--house", SHIPPED.resolve("house.yaml"), file)).isEqualTo(1);
    assertThat(output.toString())
        .contains(
            "FAIL  the fan runs",
            "fan.yaml:8 at 12:05:00",
            "- expected  bathroom.fan = on",
            "+ was       bathroom.fan = nothing",
            "12:00:00  bathroom.humidity reads 64",
            "ok    it does not",
            "1 passed, 1 failed");
  }

  @Test
  void theJUnitReportHasEveryCaseAndTheFailure() throws Exception {
    var report = folder.resolve("report.xml");

    run("test", "--house", SHIPPED.resolve("house.yaml"), "--junit", report, file("fan.yaml", FAN));

    var factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    var document = factory.newDocumentBuilder().parse(report.toFile());
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(2);
    assertThat(
            document
                .getElementsByTagName("failure")
                .item(0)
                .getAttributes()
                .getNamedItem("message")
                .getNodeValue())
        .isEqualTo("bathroom.fan: expected on, was nothing");
  }

  @Test
  void theShippedRulesPassTheCheck() {
    assertThat(run("check", SHIPPED.resolve("leak.yaml"), SHIPPED.resolve("humidity.yaml")))
        .as(output::toString)
        .isZero();
    assertThat(output.toString()).contains("2 rules in 2 files, 0 findings");
  }

  @Test
  void aCheckOfSeveralFilesTogetherFindsWhatTheyDoToOneAnother() throws IOException {
    var one =
        file(
            "one.yaml",
            "rules: [{id: a, when: kitchen.leak, then: [{set: {point: bathroom.fan, value: on}}]}]");
    var other =
        file(
            "other.yaml",
            "rules: [{id: b, when: mode == \"away\", then: [{set: {point: bathroom.fan, value: off}}]}]");

    assertThat(run("check", "--house", SHIPPED.resolve("house.yaml"), one, other)).isEqualTo(1);
    assertThat(output.toString())
        .contains("one.yaml: line 1, column 9: conflict (a, b)")
        .contains("kitchen.leak = on, mode = away");
  }

  @Test
  void anExportGoesOutAndWhatIsLeftOutIsNamed() throws IOException {
    var file =
        file(
            "rules.yaml",
            """
            rules:
              - {id: a, when: kitchen.leak, then: [{scene: x}]}
              - {id: b, when: mode == "away", then: [{scene: x}]}
            """);

    assertThat(run("export", "--house", SHIPPED.resolve("house.yaml"), file)).isZero();
    assertThat(output.toString()).contains("alert: a", "left out b: Prometheus does not know mode");
  }

  @Test
  void aWrongFileIsExplainedWithItsPlaces() throws IOException {
    var file =
        file(
            "wrong.yaml",
            """
            rules: [{id: a, when: bathroom.humidty > 65, then: [{scene: x}]}]
            """);

    assertThat(run("test", "--house", SHIPPED.resolve("house.yaml"), file)).isEqualTo(2);
    assertThat(output.toString())
        .contains("line 1, column 23 (rules[0].when)", "did you mean bathroom.humidity?");
  }

  @Test
  void aWrongTestIsExplainedWithItsPlaces() throws IOException {
    var file =
        file(
            "wrong.yaml",
            """
            rules: [{id: a, when: kitchen.leak, then: [{scene: x}]}]
            tests:
              - name: wrong
                steps:
                  - reading: {kitchen.leek: yes}
                  - expect: {bathroom.fan: 7}
                  - expects: {}
                  - wait: long
            """);

    assertThat(run("test", "--house", SHIPPED.resolve("house.yaml"), file)).isEqualTo(2);
    assertThat(output.toString())
        .contains(
            "line 5, column 19 (tests[0].steps[0].reading.kitchen.leek)",
            "line 6, column 32",
            "did you mean expect?",
            "line 8, column 15");
  }

  @Test
  void aMissingFileOrHouseIsSaid() throws IOException {
    assertThat(run("test", folder.resolve("none.yaml"))).isEqualTo(2);
    assertThat(run("test", file("no-house.yaml", "rules: []"))).isEqualTo(2);
    assertThat(output.toString()).contains("a file that is there", "--house FILE");
  }
}
