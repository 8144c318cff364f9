package domovoy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import domovoy.testing.Eventually;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules as people change them over the API of a whole controller, with a node that obeys. */
class RuleEditingTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  private static final String DAMP =
      """
      id: damp
      title: {en: Damp air starts the fan, ru: Сырость включает вытяжку}
      when: bathroom.humidity > %s
      until: bathroom.humidity < 55.0
      then:
        - set: {point: bathroom.fan, value: on}
      """;

  @TempDir private Path folder;
  private TestController controller;
  private FakeNode node;

  @BeforeEach
  void start() throws Exception {
    controller = TestController.start(folder);
    node = controller.node("pi");
  }

  @AfterEach
  void stop() {
    node.close();
    controller.close();
  }

  private static String json(Object value) throws Exception {
    return Json.json().writeValueAsString(value);
  }

  private Client.Answer write(String id, String text) throws Exception {
    return controller.client.put("/api/v1/rules/" + id, json(Map.of("text", text, "note", "why")));
  }

  private Client.Answer state(String id, String state) throws Exception {
    return controller.client.put("/api/v1/rules/" + id + "/state", json(Map.of("state", state)));
  }

  private JsonNode rule(String id) throws Exception {
    return controller.client.get("/api/v1/rules/" + id).body();
  }

  private void eventuallyHeld(String point, String source) {
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.point(point).path("control").path("source").asText())
                .isEqualTo(source));
  }

  @Test
  void aRuleOfAFileHasItsTextAndNoVersions() throws Exception {
    assertThat(rule("damp").path("text").asText()).isEqualTo(DAMP.formatted("65.0"));
    assertThat(rule("damp").path("number").asInt()).isZero();
    assertThat(controller.client.get("/api/v1/rules/damp/versions").body()).isEmpty();
    assertThat(controller.client.get("/api/v1/rules/dump/versions").status()).isEqualTo(404);
  }

  @Test
  void aChangedRuleRunsAtOnceAndTheVersionsTellWhoChangedWhat() throws Exception {
    controller.read("bathroom.humidity", 60);

    var answer = write("damp", DAMP.formatted("58.0"));

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.body().path("number").asInt()).isEqualTo(1);
    eventuallyHeld("bathroom.fan", "rule:damp");
    var version = controller.client.get("/api/v1/rules/damp/versions").body().get(0);
    assertThat(version.path("author").asText()).isEqualTo("system:tests");
    assertThat(version.path("note").asText()).isEqualTo("why");
    assertThat(version.path("diff").toString())
        .contains("\"-when: bathroom.humidity > 65.0\"")
        .contains("\"+when: bathroom.humidity > 58.0\"")
        .contains("\" id: damp\"");
    assertThat(controller.client.get("/api/v1/audit").body().toString()).contains("rule.write");
  }

  @Test
  void aNewRuleRunsAndARemovedOneGivesUpWhatItHeld() throws Exception {
    var text = "id: lamp\nwhen: kitchen.leak\nthen:\n  - set: {point: hall.lamp, value: on}\n";
    assertThat(write("lamp", text).status()).isEqualTo(200);
    controller.read("kitchen.leak", true);
    eventuallyHeld("hall.lamp", "rule:lamp");

    assertThat(controller.client.delete("/api/v1/rules/lamp").status()).isEqualTo(200);

    eventuallyHeld("hall.lamp", "");
    assertThat(controller.client.get("/api/v1/rules/lamp").status()).isEqualTo(404);
    var back = controller.client.post("/api/v1/rules/lamp/roll-back", "{\"to\":1}");
    assertThat(back.body().path("number").asInt()).isEqualTo(3);
    eventuallyHeld("hall.lamp", "rule:lamp");
  }

  @Test
  void aDisabledRuleLetsGoAndKeepsItsStateWhenItsTextIsChanged() throws Exception {
    controller.read("bathroom.humidity", 80);
    eventuallyHeld("bathroom.fan", "rule:damp");

    assertThat(state("damp", "disabled").status()).isEqualTo(200);

    eventuallyHeld("bathroom.fan", "");
    assertThat(write("damp", DAMP.formatted("70.0")).status()).isEqualTo(200);
    assertThat(rule("damp").path("state").asText()).isEqualTo("disabled");
    assertThat(state("damp", "enabled").status()).isEqualTo(200);
    eventuallyHeld("bathroom.fan", "rule:damp");
  }

  @Test
  void changesSurviveARestartAndTheFileIsWhereOneCanGoBackTo() throws Exception {
    write("damp", DAMP.formatted("58.0"));
    controller.close();
    controller = TestController.start(folder);

    assertThat(rule("damp").path("when").asText()).isEqualTo("bathroom.humidity > 58.0");
    assertThat(rule("damp").path("number").asInt()).isEqualTo(1);
    controller.client.post("/api/v1/rules/damp/roll-back", "{\"to\":0}");
    assertThat(rule("damp").path("when").asText()).isEqualTo("bathroom.humidity > 65.0");
    assertThat(rule("damp").path("number").asInt()).isEqualTo(2);
  }

  @Test
  void aRuleThatFightsAnotherIsNotEnabledButMayWatch() throws Exception {
    var text =
        "id: quiet\nwhen: bathroom.humidity > 70.0\nthen:\n"
            + "  - set: {point: bathroom.fan, value: off}\n";

    var refused = write("quiet", text);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("detail").asText()).contains("conflict").contains("damp");
    assertThat(controller.client.get("/api/v1/rules/quiet").status()).isEqualTo(404);
    var checked = controller.client.post("/api/v1/rules/check", json(Map.of("text", text))).body();
    assertThat(checked.toString()).contains("\"conflict\"").contains("bathroom.humidity");
    var watching = Map.of("text", text, "state", "shadow");
    assertThat(controller.client.put("/api/v1/rules/quiet", json(watching)).status())
        .isEqualTo(200);
    assertThat(controller.client.get("/api/v1/rules/findings").body().toString())
        .contains("\"conflict\"");
    assertThat(state("quiet", "enabled").status()).isEqualTo(409);
    assertThat(rule("quiet").path("state").asText()).isEqualTo("shadow");
  }

  @Test
  void whatIsWrongInATextIsNamedWithItsPlaceAndTheNearestName() throws Exception {
    var answer = write("damp", DAMP.formatted("65.0").replace("humidity >", "humidty >"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("detail").asText())
        .contains("line 3")
        .contains("did you mean bathroom.humidity");
    assertThat(write("other", DAMP.formatted("65.0")).fields()).containsExactly("text");
    assertThat(write("many", "id: many\neach: {room: [kitchen]}\nwhen: kitchen.leak\n").status())
        .isEqualTo(400);
    assertThat(write("long", "#".repeat(40_000)).fields()).containsExactly("text");
    assertThat(controller.client.put("/api/v1/rules/damp/state", "{\"state\":\"of\"}").status())
        .isEqualTo(400);
    assertThat(controller.client.post("/api/v1/rules/damp/roll-back", "{\"to\":7}").status())
        .isEqualTo(404);
  }

  @Test
  void whoWasSlowerIsToldInsteadOfOverwriting() throws Exception {
    write("damp", DAMP.formatted("60.0"));

    var slower =
        controller.client.put(
            "/api/v1/rules/damp", json(Map.of("text", DAMP.formatted("61.0"), "based-on", 0)));

    assertThat(slower.status()).isEqualTo(409);
    assertThat(rule("damp").path("when").asText()).isEqualTo("bathroom.humidity > 60.0");
  }

  @Test
  void automationRestsButForLifeSafetyAndGoesOnWhenTold() throws Exception {
    controller.read("bathroom.humidity", 80);
    eventuallyHeld("bathroom.fan", "rule:damp");

    var paused = controller.client.post("/api/v1/automation/pause", "{\"minutes\":30}");

    assertThat(Instant.parse(paused.body().path("paused-until").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(28)), Instant.now().plus(Duration.ofMinutes(31)));
    eventuallyHeld("bathroom.fan", "");
    controller.read("kitchen.leak", true);
    eventuallyHeld("water.main-valve", "rule:leak");
    assertThat(controller.client.get("/api/v1/automation").body().has("paused-until")).isTrue();

    controller.client.delete("/api/v1/automation/pause");

    eventuallyHeld("bathroom.fan", "rule:damp");
    assertThat(controller.client.get("/api/v1/automation").body()).isEmpty();
    for (var minutes : List.of("0", "10081", "\"x\"")) {
      assertThat(
              controller
                  .client
                  .post("/api/v1/automation/pause", "{\"minutes\":" + minutes + "}")
                  .status())
          .isEqualTo(400);
    }
  }

  @Test
  void aRestIsNotForgottenOverARestart() throws Exception {
    controller.client.post("/api/v1/automation/pause", "{\"minutes\":30}");
    controller.close();
    controller = TestController.start(folder);

    assertThat(controller.client.get("/api/v1/automation").body().has("paused-until")).isTrue();
  }

  @Test
  void aRuleThatFloodsIsCutOffAndShownAsFailedAndTheOthersGoOn() throws Exception {
    var text =
        "id: flood\nwhen: kitchen.temperature > 20\nthen:\n  - set: {point: hall.lamp, value: on}\n";
    assertThat(write("flood", text).status()).isEqualTo(200);

    for (var turn = 0; turn < 50; turn++) {
      controller.read("kitchen.temperature", turn % 2 == 0 ? 25 : 15);
    }

    Eventually.within(
        SOON,
        () -> assertThat(rule("flood").path("status").path("failure").asText()).contains("minute"));
    controller.read("bathroom.humidity", 80);
    eventuallyHeld("bathroom.fan", "rule:damp");
  }

  @Test
  void theSchemaIsServedForEditors() throws Exception {
    var schema = controller.client("").get("/api/v1/rules/schema");

    assertThat(schema.status()).isEqualTo(200);
    assertThat(schema.body().path("$schema").asText()).contains("json-schema.org");
  }

  private String why(Instant at, String language) throws Exception {
    var answer = controller.client.get("/api/v1/points/bathroom.fan/why?at=" + at);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body().path("sentence").path(language).asText();
  }

  @Test
  void whyIsToldOfAPastMomentAlsoAfterARestartAndWithoutTheHistory() throws Exception {
    var before = Instant.now();
    controller.read("bathroom.humidity", 80);
    eventuallyHeld("bathroom.fan", "rule:damp");
    var held = Instant.now();
    var version = rule("damp").path("version").asText();
    controller.read("bathroom.humidity", 50);
    eventuallyHeld("bathroom.fan", "");
    var released = Instant.now();
    controller.close();
    controller = TestController.start(folder);

    assertThat(why(held, "en")).contains("bathroom.fan → on", "80", "Damp air starts the fan");
    assertThat(why(held, "ru")).contains("bathroom.fan", "80", "Сырость включает вытяжку");
    var answer = controller.client.get("/api/v1/points/bathroom.fan/why?at=" + held).body();
    var explanation = answer.path("claims").get(0).path("explanation");
    assertThat(explanation.path("version").asText()).isEqualTo(version);
    assertThat(explanation.path("readings").get(0).path("value").asInt()).isEqualTo(80);
    assertThat(explanation.path("trace").asText()).isNotEmpty();
    assertThat(why(released, "en")).contains("No one asks for anything");
    assertThat(why(before, "ru")).contains("записей нет");
    var local = controller.client.get("/api/v1/points/bathroom.fan/why?at=2020-01-01T12:00");
    assertThat(local.body().path("at").asText()).isEqualTo("2020-01-01T09:00:00Z");
    assertThat(controller.client.get("/api/v1/points/bathroom.fan/why?at=noon").fields())
        .containsExactly("at");
  }

  @Test
  void whatARuleTellsPeopleIsThereToBeReadAlsoAfterARestart() throws Exception {
    var text =
        "id: warm\nwhen: kitchen.temperature > 25\nthen:\n"
            + "  - notify: {to: household, severity: warning, text: {en: It is hot, ru: Жарко}}\n";
    assertThat(write("warm", text).status()).isEqualTo(200);

    controller.read("kitchen.temperature", 27);

    Eventually.within(
        SOON, () -> assertThat(controller.client.get("/api/v1/notices").body()).hasSize(1));
    controller.close();
    controller = TestController.start(folder);
    var notice = controller.client.get("/api/v1/notices").body().get(0);
    assertThat(notice.path("text").path("ru").asText()).isEqualTo("Жарко");
    assertThat(notice.path("severity").asText()).isEqualTo("warning");
    assertThat(notice.path("to").asText()).isEqualTo("household");
    assertThat(notice.path("explanation").path("rule").asText()).isEqualTo("warm");
  }
}
