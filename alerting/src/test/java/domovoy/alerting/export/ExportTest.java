package domovoy.alerting.export;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.alerting.RuleSet;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final House HOUSE = house();

  @TempDir private Path folder;

  private static House house() {
    try {
      return Json.yaml()
          .readValue(Path.of("src/test/resources/faults/house.yaml").toFile(), House.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static final String ALL =
      """
      rules:
        - id: fan
          title: {en: Fan, ru: Вытяжка}
          when: bathroom.humidity > 65
          until: bathroom.humidity < 55
          for: 2m
          then: [{set: {point: bathroom.fan, value: on}}]
        - id: leak
          when: kitchen.leak && !hall.motion
          then: [{incident: {severity: critical, title: Leak}}]
        - id: blind
          when: hall.blind == "open" || hall.blind in ["half", "closed"]
          then: [{scene: x}]
        - id: blind-not
          when: '!(hall.blind == "open" || hall.blind in ["half"])'
          then: [{scene: x}]
        - id: windows
          when: 'avg(kitchen.temperature, 10m) > 30 && rate(kitchen.temperature, 1h) > 5 || max(bathroom.humidity, 1h) < 20'
          then: [{scene: x}]
        - id: difference
          when: '-(kitchen.temperature - bedroom.temperature) * 2 > 3 && 20 < kitchen.temperature'
          then: [{scene: x}]
        - id: silent
          when: 'age(kitchen.leak) > 2h || changed(hall.motion, 5m)'
          then: [{scene: x}]
        - id: months
          when: 'kitchen.temperature in [1, 2.5] || (hall.motion ? kitchen.leak == on : kitchen.leak != on)'
          then: [{scene: x}]
        - id: away
          when: mode == "away"
          then: [{scene: x}]
        - id: night
          when: 'time > "22:00"'
          then: [{scene: x}]
        - id: "off"
          state: disabled
          when: hall.motion
          then: [{scene: x}]
      """;

  @Test
  void prometheusAcceptsEveryExportedRuleAndTheRestIsNamed() throws IOException {
    var export = Export.prometheus(RuleSet.parse(ALL, HOUSE), HOUSE);
    var file = Files.writeString(folder.resolve("rules.yml"), export.yaml());

    try (var promtool = Program.peer(List.of("promtool", "check", "rules", file.toString()))) {
      assertThat(promtool.exitCode(DEADLINE)).as(promtool::output).isZero();
      assertThat(promtool.output()).contains("8 rules found");
    }
    assertThat(export.skipped())
        .containsOnlyKeys("away", "night", "off")
        .containsEntry("away", "Prometheus does not know mode");
  }

  /** Prometheus' own test of rules, on Prometheus' own evaluator. */
  @Test
  void prometheusAlertsWhenTheRuleHoldsAndNotWhenItDoesNot() throws IOException {
    Files.writeString(
        folder.resolve("rules.yml"), Export.prometheus(RuleSet.parse(ALL, HOUSE), HOUSE).yaml());
    var test =
        Files.writeString(
            folder.resolve("test.yml"),
            """
            rule_files: [rules.yml]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
                  - series: 'domovoy_humidity_ratio{site="corpus",point="bathroom.humidity"}'
                    values: '0.5 0.66x5 0.6x5 0.54x5'
                  - series: 'domovoy_leak{site="corpus",point="kitchen.leak"}'
                    values: '0 0 0 1x20'
                  - series: 'domovoy_motion{site="corpus",point="hall.motion"}'
                    values: '0x5 1x15'
                  - series: 'domovoy_temperature_celsius{site="corpus",point="kitchen.temperature"}'
                    values: '21x20'
                  - series: 'domovoy_temperature_celsius{site="corpus",point="bedroom.temperature"}'
                    values: '22x4 23x16'
                alert_rule_test:
                  - {eval_time: 2m, alertname: fan, exp_alerts: []}
                  - eval_time: 4m
                    alertname: fan
                    exp_alerts: [&fan {exp_labels: {severity: info, source: 'rule:fan'}, exp_annotations: {summary: Fan, summary_ru: Вытяжка, description: bathroom.humidity > 65, version: VERSION}}]
                  - {eval_time: 10m, alertname: fan, exp_alerts: [*fan]}
                  - {eval_time: 14m, alertname: fan, exp_alerts: []}
                  - {eval_time: 2m, alertname: leak, exp_alerts: []}
                  - eval_time: 4m
                    alertname: leak
                    exp_alerts: [{exp_labels: {severity: critical, source: 'rule:leak'}, exp_annotations: {summary: leak, description: 'kitchen.leak && !hall.motion', version: LEAKVERSION}}]
                  - {eval_time: 8m, alertname: leak, exp_alerts: []}
                  - {eval_time: 3m, alertname: difference, exp_alerts: []}
                  - eval_time: 6m
                    alertname: difference
                    exp_alerts: [{exp_labels: {severity: info, source: 'rule:difference'}, exp_annotations: {summary: difference, description: '-(kitchen.temperature - bedroom.temperature) * 2 > 3 && 20 < kitchen.temperature', version: DIFFVERSION}}]
            """
                .replace("LEAKVERSION", version("leak"))
                .replace("DIFFVERSION", version("difference"))
                .replace("VERSION", version("fan")));

    try (var promtool = Program.peer(List.of("promtool", "test", "rules", test.toString()))) {
      assertThat(promtool.exitCode(DEADLINE)).as(promtool::output).isZero();
    }
  }

  private static String version(String rule) {
    return RuleSet.parse(ALL, HOUSE).rule(rule).orElseThrow().version();
  }

  @Test
  void grafanaGetsAProvisioningFileOverTheSameExpressions() throws IOException {
    var export = Export.grafana(RuleSet.parse(ALL, HOUSE), HOUSE, "prom-1");

    var rules = Json.yaml().readTree(export.yaml()).at("/groups/0/rules");
    assertThat(rules).hasSize(7);
    assertThat(rules.at("/0/title").asText()).isEqualTo("leak");
    assertThat(rules.at("/0/data/0/datasourceUid").asText()).isEqualTo("prom-1");
    assertThat(rules.at("/0/data/0/model/expr").asText())
        .isEqualTo(
            "count((domovoy_leak{site=\"corpus\",point=\"kitchen.leak\"} == 1) and on()"
                + " (domovoy_motion{site=\"corpus\",point=\"hall.motion\"} == 0))");
    assertThat(export.skipped()).containsOnlyKeys("fan", "away", "night", "off");
  }
}
