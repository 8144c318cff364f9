package domovoy.standalone.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.core.LineProtocol;
import domovoy.core.Reading;
import domovoy.core.Site;
import domovoy.core.Value;
import domovoy.dashboards.Dashboards;
import domovoy.dashboards.Language;
import domovoy.dashboards.Sources;
import domovoy.testing.InfluxDb;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the dashboards ask is answered by a real InfluxDB that holds days of the simulated house.
 */
class DashboardQueriesTest {
  private static final Instant START = Instant.parse("2026-01-10T00:00:00Z");
  private static final Duration SIMULATED = Duration.ofDays(3);
  private static final Duration STEP = Duration.ofMinutes(2);
  private static final String DATABASE = "domovoy";

  private static final House HOUSE =
      new House(
          Site.of("home", ZoneId.of("Europe/Moscow")),
          SimulatedHouse.areas(),
          SimulatedHouse.devices("simulated"));

  @TempDir Path folder;

  @Test
  void noPanelIsEmptyAndEveryVariableHasChoices() throws Exception {
    try (var influx = InfluxDb.start(folder, DATABASE);
        var http = HttpClient.newHttpClient()) {
      fill(http, influx.uri());
      var panels = 0;
      for (var board : boards()) {
        var areas = "";
        for (var variable : board.path("templating").path("list")) {
          if (variable.path("type").asText().equals("query")) {
            var choices = ask(http, influx.uri(), variable.path("query").asText());
            var names = new ArrayList<String>();
            choices.forEach(
                series -> series.path("values").forEach(it -> names.add(it.get(1).asText())));
            assertThat(names).contains("kitchen", "outside");
            areas = "(" + String.join("|", names) + ")";
          }
        }
        for (var panel : board.path("panels")) {
          if (!panel.path("datasource").path("type").asText().equals("influxdb")) {
            continue;
          }
          for (var target : panel.path("targets")) {
            var query = interpolated(target.path("query").asText(), areas);
            var where =
                "%s, %s: %s"
                    .formatted(board.path("uid").asText(), panel.path("title").asText(), query);
            var series = ask(http, influx.uri(), query);
            assertThat(series).as(where).isNotEmpty();
            series.forEach(it -> assertThat(hasNumber(it)).as(where + " " + it).isTrue());
            panels++;
          }
        }
      }
      assertThat(panels).isGreaterThan(50);
    }
  }

  @Test
  void consumptionByDayIsWhatThePowerAddsUpTo() throws Exception {
    try (var influx = InfluxDb.start(folder, DATABASE);
        var http = HttpClient.newHttpClient()) {
      var expected = fill(http, influx.uri());
      var energy =
          boards().stream()
              .filter(it -> it.path("uid").asText().equals("en-home-energy"))
              .findFirst()
              .orElseThrow();
      var query = "";
      for (var panel : energy.path("panels")) {
        if (panel.path("title").asText().equals("Consumption by day")) {
          query = panel.path("targets").get(0).path("query").asText();
        }
      }
      var total = 0.0;
      for (var day : ask(http, influx.uri(), interpolated(query, "")).path(0).path("values")) {
        total += day.get(1).asDouble();
      }
      assertThat(total).isCloseTo(expected, org.assertj.core.data.Percentage.withPercentage(1));
    }
  }

  /** As Grafana does it. */
  private static String interpolated(String query, String areas) {
    var end = START.plus(SIMULATED);
    return query
        .replace(
            "$timeFilter",
            "time >= %dms and time <= %dms".formatted(START.toEpochMilli(), end.toEpochMilli()))
        .replace("$__interval", "5m")
        .replace("$area", areas)
        .replace("$price", "0.25");
  }

  private static boolean hasNumber(JsonNode series) {
    for (var row : series.path("values")) {
      if (row.path(1).isNumber()) {
        return true;
      }
    }
    return false;
  }

  private static List<JsonNode> boards() throws Exception {
    var files =
        Dashboards.files(
            HOUSE,
            Language.ALL,
            new Sources(
                URI.create("http://influx:8086"),
                DATABASE,
                false,
                URI.create("http://prometheus:9090")),
            Path.of("/grafana"));
    var boards = new ArrayList<JsonNode>();
    for (var file : files.entrySet()) {
      if (file.getKey().startsWith("dashboards/")) {
        boards.add(Json.json().readTree(file.getValue()));
      }
    }
    return boards;
  }

  /** Lets the house live for days, with a shower; answers its consumption in kWh. */
  private static double fill(HttpClient http, URI influx) throws Exception {
    var model = new HouseModel(2016, START);
    var lines = new StringBuilder();
    var energy = 0.0;
    for (var time = START; time.isBefore(START.plus(SIMULATED)); time = time.plus(STEP)) {
      if (time.equals(START.plus(Duration.ofHours(7)))) {
        model.set(HousePoints.SIMULATED_SHOWER, Value.ON);
      }
      for (var value : model.values().entrySet()) {
        LineProtocol.append(lines, HOUSE, Reading.good(value.getKey(), value.getValue(), time));
        lines.append('\n');
      }
      if (model.values().get(HousePoints.POWER) instanceof Value.Number(var watts)) {
        energy += watts / 1000 * STEP.toMinutes() / 60;
      }
      model.step(STEP);
    }
    var answer =
        http.send(
            HttpRequest.newBuilder(influx.resolve("/write?precision=ns&db=" + DATABASE))
                .POST(HttpRequest.BodyPublishers.ofString(lines.toString()))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    return energy;
  }

  private static JsonNode ask(HttpClient http, URI influx, String influxQl) throws Exception {
    var answer =
        http.send(
            HttpRequest.newBuilder(
                    influx.resolve(
                        "/query?epoch=ms&db=%s&q=%s"
                            .formatted(
                                DATABASE, URLEncoder.encode(influxQl, StandardCharsets.UTF_8))))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    var result = Json.json().readTree(answer.body());
    assertThat(result.findValuesAsText("error")).as(influxQl).isEmpty();
    return result.path("results").path(0).path("series");
  }
}
