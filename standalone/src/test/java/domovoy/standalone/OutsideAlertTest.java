package domovoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.testing.Alertmanager;
import domovoy.testing.Eventually;
import domovoy.testing.Program;
import domovoy.testing.Prometheus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule that a real Prometheus evaluates, told by a real Alertmanager, moves a valve. */
class OutsideAlertTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String RULE =
      """
      rules:
        - id: filter-flushing
          title: {en: The filter is flushed, ru: Промывка фильтра}
          when: boiler-room.relay
          then:
            - set: {point: water.main-valve, value: off}
            - incident: {severity: warning, title: {en: The filter is flushed, ru: Промывка фильтра}}
      """;

  @TempDir Path folder;

  @Test
  void itClosesTheValveWhileItFiresAndOpensItAgainWhenItIsOver() throws Exception {
    try (var house = RunningHouse.start(folder.resolve("data"))) {
      Eventually.within(SOON, () -> assertThat(house.value("water.main-valve")).isEqualTo("true"));
      var rules = folder.resolve("prometheus-rules.yml");
      Files.writeString(rules, exported(house));
      try (var alertmanager = Alertmanager.start(scratch("alertmanager"), webhook(house));
          var _ =
              Prometheus.start(
                  scratch("prometheus"), alerting(rules, alertmanager), house.exporters())) {
        house.put("/api/v1/points/boiler-room.relay/command", "{\"value\":true}");

        Eventually.within(
            SOON,
            () -> {
              assertThat(house.value("water.main-valve")).isEqualTo("false");
              assertThat(
                      house
                          .get("/api/v1/points/water.main-valve")
                          .path("control")
                          .path("source")
                          .asText())
                  .startsWith("alert:filter-flushing");
              assertThat(house.get("/api/v1/incidents").toString()).contains("filter-flushing");
            });

        house.put("/api/v1/points/boiler-room.relay/command", "{\"value\":false}");

        Eventually.within(
            SOON,
            () -> {
              assertThat(house.value("water.main-valve")).isEqualTo("true");
              assertThat(house.get("/api/v1/incidents?state=resolved").toString())
                  .contains("filter-flushing");
            });
      }
    }
  }

  /** The rule as Prometheus' own, by the command line. */
  private String exported(RunningHouse house) throws Exception {
    var model = folder.resolve("house.yaml");
    Files.writeString(model, house.get("/api/v1/house").toString()); // JSON is YAML, too
    var rules = Files.writeString(folder.resolve("rules.yaml"), RULE);
    return domovoy("rules", "export", "--with-actions", "--house", "" + model, "" + rules);
  }

  /** Alertmanager's configuration, with a token of its own. */
  private String webhook(RunningHouse house) throws Exception {
    var token =
        house
            .post("/api/v1/tokens", "{\"name\":\"alertmanager\",\"scopes\":[\"alerts\"]}")
            .path("token")
            .asText();
    var file = Files.writeString(folder.resolve("alerts.token"), token);
    var settings =
        domovoy("rules", "webhook", "--controller", "" + house.uri(), "--token-file", "" + file);
    assertThat(settings).doesNotContain(token);
    return settings;
  }

  private static String alerting(Path rules, Alertmanager alertmanager) {
    return """
    rule_files: ['%s']
    alerting: {alertmanagers: [{static_configs: [{targets: ['%s']}]}]}
    """
        .formatted(rules, alertmanager.uri().getAuthority());
  }

  private static String domovoy(String... arguments) {
    try (var program =
        Program.java(Main.class, List.of(), new ArrayList<>(Arrays.asList(arguments)))) {
      assertThat(program.exitCode(SOON)).as(program.output()).isZero();
      return program.output();
    }
  }

  private Path scratch(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }
}
