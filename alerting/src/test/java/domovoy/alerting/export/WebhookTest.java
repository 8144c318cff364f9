package domovoy.alerting.export;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.alerting.RuleSet;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.testing.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookTest {
  private static final URI CONTROLLER = URI.create("http://house:8080");

  @TempDir private Path folder;

  @Test
  void alertmanagerAcceptsItsConfiguration() throws IOException {
    var token = Files.writeString(folder.resolve("alerts.token"), "0123456789abcdef");
    var file =
        Files.writeString(
            folder.resolve("alertmanager.yml"), Webhook.alertmanager(CONTROLLER, token));

    try (var amtool = Program.peer(List.of("amtool", "check-config", file.toString()))) {
      assertThat(amtool.exitCode(Duration.ofSeconds(60))).as(amtool.output()).isZero();
      assertThat(amtool.output()).contains("SUCCESS", "1 receivers");
    }
    assertThat(file).content().contains("http://house:8080/api/v1/alerts/alertmanager");
    assertThat(file).content().doesNotContain("0123456789abcdef");
  }

  @Test
  void grafanaGetsAContactPointAndAPolicyThatUsesIt() throws IOException {
    var file = Json.yaml().readTree(Webhook.grafana(CONTROLLER));

    var point = file.at("/contactPoints/0");
    assertThat(file.at("/policies/0/receiver")).isEqualTo(point.path("name"));
    assertThat(point.at("/receivers/0/settings/url").asText())
        .isEqualTo("http://house:8080/api/v1/alerts/grafana");
    assertThat(point.at("/receivers/0/settings/authorization_credentials").asText())
        .isEqualTo("$DOMOVOY_ALERTS_TOKEN");
  }

  @Test
  void anAlertThatActsNamesThePointOfTheRuleAndARuleThatSetsTwoIsLeftOut() throws IOException {
    var house =
        Json.yaml()
            .readValue(Path.of("src/test/resources/faults/house.yaml").toFile(), House.class);
    var rules =
        RuleSet.parse(
            """
            rules:
              - {id: one, when: hall.motion, then: [{set: {point: bathroom.fan, value: on}}]}
              - {id: none, when: hall.motion, then: [{scene: x}]}
              - id: two
                when: hall.motion
                then: [{set: {point: bathroom.fan, value: on}}, {wait: 1m}, {set: {point: bathroom.fan, value: off}}]
            """,
            house);

    var acting = Export.prometheus(rules, house, true);
    var telling = Export.prometheus(rules, house);

    var annotations = Json.yaml().readTree(acting.yaml()).at("/groups/0/rules/0/annotations");
    assertThat(annotations.path("domovoy_point").asText()).isEqualTo("bathroom.fan");
    assertThat(annotations.path("domovoy_value").asText()).isEqualTo("on");
    assertThat(acting.skipped()).containsOnlyKeys("two");
    assertThat(acting.skipped().get("two")).contains("one point", "2");
    assertThat(telling.yaml()).doesNotContain("domovoy_point");
    assertThat(telling.skipped()).isEmpty();
  }
}
