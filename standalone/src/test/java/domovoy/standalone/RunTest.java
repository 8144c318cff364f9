package domovoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.testing.Eventually;
import domovoy.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void itPrintsOneLineWithTheAddressAndALinkAndStopsCleanlyWhenTold() throws Exception {
    try (var house = RunningHouse.start(folder)) {
      assertThat(house.greeting)
          .contains(house.uri().toString())
          .containsPattern("http://127\\.0\\.0\\.1:\\d+/#/welcome/[\\w-]{20,}");
      Eventually.within(SOON, () -> assertThat(house.value("kitchen.temperature")).isNotEmpty());

      house.program.stop(SOON);

      assertThat(house.program.output().lines()).containsExactly(house.greeting);
      assertThat(folder.resolve("local.json")).doesNotExist();
    }
  }

  @Test
  void aLeakInTheSimulatedHouseClosesTheWaterAndWhyTellsTheSensor() throws Exception {
    try (var house = RunningHouse.start(folder)) {
      Eventually.within(SOON, () -> assertThat(house.value("kitchen.leak")).isEqualTo("false"));
      assertThat(house.value("water.main-valve")).isEqualTo("true");

      house.put("/api/v1/points/simulation.burst-pipe/command", "{\"value\":true}");

      Eventually.within(SOON, () -> assertThat(house.value("water.main-valve")).isEqualTo("false"));
      Eventually.within( // the node closes it by itself and tells the controller afterwards
          SOON,
          () -> {
            assertThat(house.get("/api/v1/points/water.main-valve/why").toString())
                .contains("kitchen.leak");
            assertThat(house.get("/api/v1/incidents").toString()).contains("kitchen");
          });
    }
  }

  @Test
  void killedItStartsAgainWithTheHandThatHeldTheLightAndTheSameNode() throws Exception {
    try (var house = RunningHouse.start(folder)) {
      Eventually.within(SOON, () -> assertThat(house.value("kitchen.light")).isEqualTo("false"));
      house.put("/api/v1/points/kitchen.light/command", "{\"value\":true}");
      house.program.kill();
    }

    try (var house = RunningHouse.start(folder)) {
      Eventually.within(SOON, () -> assertThat(house.value("kitchen.light")).isEqualTo("true"));
      assertThat(house.get("/api/v1/points/kitchen.light").path("control").path("priority").asInt())
          .isEqualTo(8);
      assertThat(house.get("/api/v1/nodes")).hasSize(1);
    }
  }

  @Test
  void aSecondCopyOnTheSameDataIsToldSoInOneLine() {
    try (var house = RunningHouse.start(folder);
        var second = Program.java(Main.class, List.of(), RunningHouse.run(folder))) {
      assertThat(second.exitCode(SOON)).isEqualTo(1);
      assertThat(second.output().lines())
          .singleElement()
          .asString()
          .contains("--data", "process " + house.program.handle().pid(), folder.toString());
    }
  }

  @Test
  void aPortInUseIsNamedInOneLineWithTheOptionThatChangesIt() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var arguments = new ArrayList<>(RunningHouse.run(folder));
      var port = "" + taken.getLocalPort();
      arguments.set(arguments.indexOf("--collector-port") + 1, port);
      try (var program = Program.java(Main.class, List.of(), arguments)) {
        assertThat(program.exitCode(SOON)).isEqualTo(1);
        assertThat(program.output().lines())
            .singleElement()
            .asString()
            .contains("--collector-port", "free port", port);
      }
    }
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNamedInOneLine() throws IOException {
    var file = Files.createFile(folder.resolve("a-file"));
    try (var program = Program.java(Main.class, List.of(), RunningHouse.run(file))) {
      assertThat(program.exitCode(SOON)).isEqualTo(1);
      assertThat(program.output().lines())
          .singleElement()
          .asString()
          .contains("--data", "can be written to", file.toString());
    }
  }

  @Test
  void aPartAloneNamesTheSettingThatIsWrongInOneLine() throws IOException {
    var config = folder.resolve("collector.yaml");
    Files.writeString(config, "http: {port: 8082, tsl: {}}\n");
    try (var program =
        Program.java(Main.class, List.of(), List.of("collector", "--config", "" + config))) {
      assertThat(program.exitCode(SOON)).isEqualTo(1);
      assertThat(program.output().lines()).singleElement().asString().contains("tsl");
    }
  }
}
