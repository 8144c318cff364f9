package domovoy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import domovoy.history.EmbeddedQuestDb;
import domovoy.history.History;
import domovoy.testing.Eventually;
import domovoy.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules tried without moving anything: in shadow beside the house, and over its stored past. */
class RuleTrialsTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Instant DAY = Instant.parse("2026-01-10T00:00:00Z");

  @TempDir static Path folder;
  private static EmbeddedQuestDb store;
  private static TestController controller;
  private static FakeNode node;

  /**
   * Four days: every ten minutes a humidity that is 70 from 6 to 8 o'clock and 50 else, and a fan
   * that ran from 7 to 8.
   */
  @BeforeAll
  static void start() throws Exception {
    store = EmbeddedQuestDb.start(folder.resolve("history"), Program.freePort());
    try (var history = History.open(store.settings())) {
      var lines = new ArrayList<String>();
      for (var step = 0; step < 4 * 144; step++) {
        var time = DAY.plus(Duration.ofMinutes(10L * step)).getEpochSecond() * 1_000_000_000L;
        var hour = step % 144 / 6;
        lines.add(
            "humidity,site=home,area=bathroom,device=bathroom-1,point=bathroom.humidity value=%d %d"
                .formatted(hour == 6 || hour == 7 ? 70 : 50, time));
        lines.add(
            "switch,site=home,area=cellar,device=board,point=bathroom.fan value=%d %d"
                .formatted(hour == 7 ? 1 : 0, time));
      }
      history.write(lines);
      history.awaitVisible();
    }
    controller = TestController.start(folder, store.settings());
    node = controller.node("pi");
  }

  @AfterAll
  static void stop() {
    node.close();
    controller.close();
    store.close();
  }

  private static Client.Answer backtest(Map<String, ?> question) throws Exception {
    return controller.client.post(
        "/api/v1/rules/backtest", Json.json().writeValueAsString(question));
  }

  private static JsonNode answered(Map<String, ?> question) throws Exception {
    var answer = backtest(question);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void aRuleIsRunOverThePastAndComparedWithWhatHappened() throws Exception {
    var report =
        answered(
            Map.of(
                "rules", List.of("damp"),
                "from", "2026-01-11T00:00:00Z",
                "to", "2026-01-13T00:00:00Z"));

    assertThat(report.path("readings").asInt()).isEqualTo(2 * 2 * 144);
    var rule = report.path("rules").get(0);
    assertThat(rule.path("activations").asInt()).isEqualTo(2);
    assertThat(rule.path("active").asText()).isEqualTo("PT4H");
    assertThat(rule.path("firings").get(0).path("from").asText()).isEqualTo("2026-01-11T06:00:00Z");
    assertThat(rule.path("firings").get(0).path("explanation").path("sentence").path("ru").asText())
        .contains("70");
    var fan = report.path("actuators").get(0);
    assertThat(fan.path("point").asText()).isEqualTo("bathroom.fan");
    assertThat(fan.path("on").asText()).isEqualTo("PT4H");
    assertThat(fan.path("differing").asText()).isEqualTo("PT2H");
  }

  @Test
  void anotherTextOfARuleIsTriedWithoutBeingKept() throws Exception {
    var text =
        """
        id: damp
        when: bathroom.humidity > 40
        then:
          - set: {point: bathroom.fan, value: on}
        """;

    var report = answered(Map.of("text", text, "from", "2026-01-11", "to", "2026-01-12"));

    assertThat(report.path("rules")).hasSize(1);
    assertThat(report.path("actuators").get(0).path("on").asText()).isEqualTo("PT24H");
    assertThat(controller.client.get("/api/v1/rules/damp").body().path("when").asText())
        .isEqualTo("bathroom.humidity > 65.0");
  }

  @Test
  void withoutAChoiceAllRulesAreRun() throws Exception {
    assertThat(answered(Map.of("from", "2026-01-11", "to", "2026-01-12")).path("rules").size())
        .isGreaterThanOrEqualTo(2);
  }

  @Test
  void aWrongQuestionIsRefusedByItsField() throws Exception {
    assertThat(backtest(Map.of("from", "2026-01-11", "to", "2026-01-10")).fields())
        .containsExactly("to");
    assertThat(backtest(Map.of("from", "yesterday", "to", "2026-01-10")).fields())
        .containsExactly("from");
    assertThat(backtest(Map.of("from", "2020-01-11", "to", "2026-01-10")).fields())
        .containsExactly("to");
    var unknown =
        backtest(Map.of("rules", List.of("dump"), "from", "2026-01-11", "to", "2026-01-12"));
    assertThat(unknown.body().path("detail").asText()).contains("did you mean damp?");
  }

  @Test
  void aRuleInShadowMovesNothingAndTellsWhatItWouldHaveDoneBesideWhatWas() throws Exception {
    var text =
        """
        id: porch
        state: shadow
        when: kitchen.temperature > 25
        then:
          - set: {point: hall.lamp, value: on}
          - notify: {text: {en: It is hot, ru: Жарко}}
        """;
    var written =
        controller.client.put(
            "/api/v1/rules/porch", Json.json().writeValueAsString(Map.of("text", text)));
    assertThat(written.status()).as(written.body().toString()).isEqualTo(200);
    assertThat(controller.client.get("/api/v1/rules/porch/shadow").body()).isEmpty();

    controller.read("kitchen.temperature", 26);

    Eventually.within(
        SOON,
        () -> {
          var records = controller.client.get("/api/v1/rules/porch/shadow").body();
          assertThat(records).hasSize(2);
          assertThat(records.get(0).path("would").asText()).isEqualTo("notify");
          assertThat(records.get(0).path("text").path("ru").asText()).isEqualTo("Жарко");
          var claim = records.get(1);
          assertThat(claim.path("would").asText()).isEqualTo("claim");
          assertThat(claim.path("point").asText()).isEqualTo("hall.lamp");
          assertThat(claim.path("value").asBoolean()).isTrue();
          assertThat(claim.path("was").asBoolean()).isFalse();
          assertThat(claim.path("explanation").path("readings").get(0).path("value").asInt())
              .isEqualTo(26);
        });
    assertThat(controller.point("hall.lamp").has("control")).isFalse();
    controller.read("kitchen.temperature", 20);
    Eventually.within(
        SOON,
        () ->
            assertThat(
                    controller
                        .client
                        .get("/api/v1/rules/porch/shadow")
                        .body()
                        .get(0)
                        .path("would")
                        .asText())
                .isEqualTo("release"));

    node.close();
    controller.close();
    controller = TestController.start(folder, store.settings());
    node = new FakeNode("pi-2", TestController.board());

    assertThat(controller.client.get("/api/v1/rules/porch/shadow").body()).hasSize(3);
    assertThat(controller.client.get("/api/v1/rules/none/shadow").status()).isEqualTo(404);
  }
}
