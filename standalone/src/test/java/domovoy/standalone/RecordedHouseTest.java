package domovoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import domovoy.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: a recorded house through the ordinary door, and its history compared with it. */
class RecordedHouseTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String PERIOD =
      "from=2016-01-01T00:00:00%2B01:00&to=2016-05-01T00:00:00%2B01:00&zone=UTC%2B01:00";

  @TempDir Path folder;

  @Test
  void hourlyAndDailyMeansOfEveryColumnAreThoseOfTheFileAlsoAfterItWasCutOff() throws Exception {
    var file = Recording.file();
    var recording = Recording.read(file);
    var points = points();
    assertThat(points.keySet()).isEqualTo(recording.columns().keySet());
    try (var house = RunningHouse.start(folder)) {
      try (var cutOff = replay(file, "20000x")) {
        cutOff.awaitLine("%", Duration.ofSeconds(60));
        cutOff.kill();
      }
      try (var replay = replay(file, "max")) {
        assertThat(replay.exitCode(LONG)).as(replay.output()).isZero();
        assertThat(replay.output())
            .contains("All %d points are as recorded.".formatted(points.size()));
      }
      for (var point : points.entrySet()) {
        same(house, point.getValue(), "PT1H", hours(recording, point.getKey()));
        same(house, point.getValue(), "P1D", days(recording, point.getKey()));
      }
      aRuleIsRunOverWhatWasKept(recording);
    }
  }

  /** Over the API, as the command line does it; counted by other code from the file. */
  private void aRuleIsRunOverWhatWasKept(Recording recording) throws Exception {
    var rule = Files.writeString(folder.resolve("damp.yaml"), Damp.RULE);
    try (var backtest =
        Program.java(
            Main.class,
            List.of(),
            List.of(
                "rules",
                "backtest",
                "--text",
                rule.toString(),
                "--from",
                "2016-01-01",
                "--to",
                "2016-05-01",
                "--data",
                folder.toString()))) {
      assertThat(backtest.exitCode(LONG)).as(backtest.output()).isZero();
      assertThat(backtest.output())
          .contains("would have begun %d times".formatted(Damp.beginnings(recording)));
    }
  }

  private Program replay(Path file, String speed) {
    return Program.java(
        Main.class,
        List.of(),
        List.of(
            "replay",
            file.toString(),
            "--mapping",
            example().toString(),
            "--speed",
            speed,
            "--data",
            folder.toString()));
  }

  private static Path example() {
    return Path.of("../examples/house-2016.yaml").toAbsolutePath().normalize();
  }

  /** Column to point, from the example that ships. */
  private static Map<String, String> points() throws Exception {
    var points = new LinkedHashMap<String, String>();
    Json.yaml()
        .readTree(example().toFile())
        .path("columns")
        .properties()
        .forEach(it -> points.put(it.getKey(), it.getValue().path("id").asText()));
    return points;
  }

  private static Map<Instant, Double> hours(Recording recording, String column) {
    return instants(recording, column, it -> it.truncatedTo(ChronoUnit.HOURS));
  }

  private static Map<Instant, Double> days(Recording recording, String column) {
    return instants(recording, column, it -> it.truncatedTo(ChronoUnit.DAYS));
  }

  private static Map<Instant, Double> instants(
      Recording recording, String column, UnaryOperator<LocalDateTime> bucket) {
    var means = new TreeMap<Instant, Double>();
    recording
        .means(column, bucket)
        .forEach((time, mean) -> means.put(time.toInstant(Recording.ZONE), mean));
    return means;
  }

  private static void same(
      RunningHouse house, String point, String step, Map<Instant, Double> expected)
      throws Exception {
    var answer =
        house.get("/api/v1/points/%s/history?%s&step=%s&fn=mean".formatted(point, PERIOD, step));
    var kept = new TreeMap<Instant, Double>();
    for (JsonNode value : answer.path("values")) {
      if (!value.path(1).isNull()) {
        kept.put(Instant.parse(value.path(0).asText()), value.path(1).asDouble());
      }
    }
    assertThat(kept.keySet()).as(point + " " + step).isEqualTo(expected.keySet());
    kept.forEach(
        (time, mean) ->
            assertThat(mean)
                .as("%s %s at %s", point, step, time)
                .isCloseTo(expected.get(time), within(1e-6)));
  }
}
