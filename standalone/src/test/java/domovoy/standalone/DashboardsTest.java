package domovoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import domovoy.testing.Eventually;
import domovoy.testing.Program;
import domovoy.testing.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DashboardsTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void whatTheDashboardsOfARunningHouseAskIsAnsweredByARealPrometheus() throws Exception {
    var data = folder.resolve("data");
    var out = folder.resolve("grafana");
    try (var house = RunningHouse.start(data)) {
      Eventually.within(SOON, () -> assertThat(house.value("kitchen.light")).isEqualTo("false"));
      try (var prometheus = Prometheus.start(scratch(), house.exporters(), house.uri())) {
        house.put("/api/v1/points/kitchen.light/command", "{\"value\":true}");
        house.put("/api/v1/points/simulation.burst-pipe/command", "{\"value\":true}");
        Eventually.within(
            SOON, () -> assertThat(house.get("/api/v1/incidents").toString()).contains("kitchen"));

        // Prometheus counts what is added to a counter that it has seen before
        answered(prometheus, "domovoy_controller_commands_total");
        house.put("/api/v1/points/kitchen.light/command", "{\"value\":false}");

        make("--data", data, out);

        var asked = promQl(out);
        assertThat(asked).hasSizeGreaterThan(12);
        for (var query : asked) {
          answered(prometheus, query);
        }
      }
    }
  }

  @Test
  void madeAnewFromAFileTheDashboardsOfARoomThatIsNoMoreAreGone() throws Exception {
    var file = folder.resolve("house.yaml");
    var out = folder.resolve("grafana");
    var house =
        """
        site: {id: home, zone: Europe/Moscow}
        areas: [{id: sauna, title: {en: Sauna, ru: Баня}}, {id: yard}]
        devices:
          - id: stove
            area: %s
            points:
              - {id: stove.heat, kind: sensor, quantity: temperature, unit: Cel,
                 accepts: {type: number, minimum: -50, maximum: 150}}
        """;
    Files.writeString(file, house.formatted("sauna"));
    make("--house", file, out);
    assertThat(out.resolve("dashboards/ru/area-sauna.json")).content().contains("Баня");

    Files.writeString(file, house.formatted("yard"));
    make("--house", file, out);

    assertThat(out.resolve("dashboards/ru/area-sauna.json")).doesNotExist();
    assertThat(out.resolve("dashboards/ru/area-yard.json")).exists();
    assertThat(out.resolve("provisioning/dashboards/domovoy.yaml"))
        .content()
        .contains(out.resolve("dashboards/en").toString());
  }

  private static void answered(Prometheus prometheus, String query) {
    Eventually.within(
        SOON,
        () ->
            assertThat(Json.json().readTree(prometheus.query(query)).path("data").path("result"))
                .as(query)
                .isNotEmpty());
  }

  private Path scratch() throws IOException {
    return Files.createDirectories(folder.resolve("prometheus"));
  }

  private static void make(String option, Path from, Path out) {
    try (var program =
        Program.java(
            Main.class,
            List.of(),
            List.of("dashboards", option, from.toString(), "--out", out.toString()))) {
      assertThat(program.exitCode(SOON)).as(program.output()).isZero();
      assertThat(program.output()).contains("dashboards are in");
    }
  }

  /** All of it: panels' and annotations'. */
  private static Set<String> promQl(Path out) throws IOException {
    var queries = new LinkedHashSet<String>();
    try (var files = Files.newDirectoryStream(out.resolve("dashboards/en"), "*.json")) {
      for (var file : files) {
        var found = new ArrayList<JsonNode>();
        found.addAll(Json.json().readTree(file.toFile()).findValues("expr"));
        found.forEach(it -> queries.add(it.asText().replace("$__rate_interval", "30s")));
      }
    }
    return queries;
  }
}
