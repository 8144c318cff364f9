package domovoy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.testing.Program;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ControllerCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private String run(int expected, String... arguments) {
    var said = new StringWriter();
    var line =
        new CommandLine(new ControllerCommand())
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true));
    assertThat(line.execute(arguments)).as(said.toString()).isEqualTo(expected);
    return said.toString();
  }

  @Test
  void theProgramStartsGivesCodesAndStopsAndKeepsItsFolderToItself() throws Exception {
    var port = Program.freePort();
    var data = folder.resolve("data");
    var environment = Map.of("DOMOVOY_CONTROLLER_HTTP_PORT", Integer.toString(port));
    var config = Files.writeString(folder.resolve("controller.yaml"), "data: " + data + "\n");
    var arguments = List.of("--config", config.toString());
    try (var program =
        Program.java(ControllerCommand.class, List.of("-Xmx256m"), arguments, environment)) {
      program.awaitLine("controller is at http://127.0.0.1:" + port, PATIENCE);
      assertThat(program.awaitLine("sign in", PATIENCE)).contains("/#/welcome/");

      assertThat(run(0, "code", "--data", data.toString()))
          .containsPattern("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");
      try (var second =
          Program.java(ControllerCommand.class, List.of("-Xmx256m"), arguments, environment)) {
        assertThat(second.exitCode(PATIENCE)).isEqualTo(1);
        assertThat(second.output()).contains("another Domovoy");
      }

      program.stop(PATIENCE);
      assertThat(data.resolve("local.json")).doesNotExist();
    }
  }

  @Test
  void aSettingThatThereIsNotIsNamedWithTheOneThatWasMeant() throws Exception {
    var config = Files.writeString(folder.resolve("controller.yaml"), "hause: house.yaml\n");

    assertThat(run(1, "--config", config.toString())).contains("hause").contains("house");
  }

  @Test
  void withoutARunningControllerThereIsNoCode() {
    assertThat(run(1, "code", "--data", folder.toString())).contains("running Domovoy");
  }

  @Test
  void theHelpNamesTheSettingsFile() {
    assertThat(run(0, "--help")).contains("--config").contains("code");
  }
}
