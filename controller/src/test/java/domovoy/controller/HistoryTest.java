package domovoy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.history.EmbeddedQuestDb;
import domovoy.history.History;
import domovoy.testing.Eventually;
import domovoy.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history as the API serves it, from a real store. */
class HistoryTest {
  private static final String HISTORY = "/api/v1/points/kitchen.temperature/history";

  @TempDir static Path folder;
  private static EmbeddedQuestDb store;
  private static TestController controller;

  /** Every ten minutes of two days of Moscow a number that counts up from 0 each day. */
  @BeforeAll
  static void start() throws Exception {
    store = EmbeddedQuestDb.start(folder.resolve("history"), Program.freePort());
    var midnight = Instant.parse("2026-01-09T21:00:00Z");
    try (var history = History.open(store.settings())) {
      history.write(
          IntStream.range(0, 288)
              .mapToObj(
                  it ->
                      "temperature,site=home,area=kitchen,device=kitchen-1,point=kitchen.temperature value=%s %d"
                          .formatted(
                              (it % 144) / 10.0,
                              midnight.plus(Duration.ofMinutes(10L * it)).getEpochSecond()
                                  * 1_000_000_000L))
              .toList());
      history.awaitVisible();
    }
    controller = TestController.start(folder, store.settings());
  }

  @AfterAll
  static void stop() {
    controller.close();
    store.close();
  }

  private static JsonNode ask(String query) throws Exception {
    var answer = controller.client.get(HISTORY + query);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void dailyMeansAreOfTheDaysOfTheSitesZone() throws Exception {
    var days = ask("?from=2026-01-10&to=2026-01-12&step=1d");

    assertThat(days.path("zone").asText()).isEqualTo("Europe/Moscow");
    assertThat(days.path("unit").asText()).isEqualTo("Cel");
    assertThat(days.path("step").asText()).isEqualTo("P1D");
    assertThat(days.path("values")).hasSize(2);
    assertThat(days.path("values").get(0).get(0).asText()).isEqualTo("2026-01-09T21:00:00Z");
    assertThat(days.path("values").get(0).get(1).asDouble())
        .isEqualTo(7.15, org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void theFunctionAndTheStepAreAsAsked() throws Exception {
    for (var expected : List.of("min=0.0", "max=0.5", "count=6.0", "first=0.0", "last=0.5")) {
      var fn = expected.substring(0, expected.indexOf('='));
      var hour =
          ask(
              "?from=2026-01-10T00:00:00%2B03:00&to=2026-01-10T01:00:00%2B03:00&step=PT1H&fn="
                  + fn);

      assertThat(hour.path("values")).hasSize(1);
      assertThat(fn + "=" + hour.path("values").get(0).get(1).asDouble()).isEqualTo(expected);
    }
  }

  @Test
  void rawReadingsComeWithTheirQuality() throws Exception {
    var raw = ask("?from=2026-01-10&to=2026-01-11&step=raw");

    assertThat(raw.path("values")).hasSize(144);
    assertThat(raw.path("values").get(5).get(1).asDouble()).isEqualTo(0.5);
    assertThat(raw.path("values").get(5).get(2).asText()).isEqualTo("good");
  }

  @Test
  void withoutAStepThereAreAsManyValuesAsAChartHasRoomFor() throws Exception {
    assertThat(ask("?from=2026-01-10&to=2026-01-12").path("values").size()).isBetween(50, 300);
  }

  @Test
  void afterAStartThePageShowsWhatWasLastKnown() {
    Eventually.within(
        Duration.ofSeconds(10),
        () ->
            assertThat(
                    controller.point("kitchen.temperature").path("state").path("value").asDouble())
                .isEqualTo(14.3));
  }
}
