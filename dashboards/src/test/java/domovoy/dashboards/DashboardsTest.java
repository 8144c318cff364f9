package domovoy.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.core.Site;
import domovoy.core.Title;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DashboardsTest {
  private static final Sources SOURCES =
      new Sources(
          URI.create("http://influx:8086"), "domovoy", true, URI.create("http://prometheus:9090"));
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");
  private static final Set<String> MACROS =
      Set.of("timeFilter", "__interval", "__rate_interval", "tag_point", "col");
  private static final Set<String> KINDS = Set.of("timeseries", "stat", "state-timeline");

  private static final House HOUSE =
      new House(
          Site.of("home", ZoneId.of("Europe/Moscow")),
          List.of(
              new Area("kitchen", Title.of("Kitchen", "Кухня")),
              new Area("outside", Title.of("Outside", "Улица"))),
          List.of(
              device(
                  "kitchen-1",
                  "kitchen",
                  Point.sensor("kitchen.temperature", "temperature", "Cel", -40, 60)
                      .titled("Kitchen temperature", "Температура на кухне"),
                  Point.sensor("kitchen.humidity", "humidity", "%", 0, 100),
                  Point.sensor("kitchen.oven", "temperature", "[degF]", 0, 600),
                  Point.onOffSensor("kitchen.leak", "leak"),
                  Point.onOffActuator("kitchen.light", "light"),
                  Point.sensor("kitchen.power", "power", "W", 0, 9000)),
              device(
                  "weather",
                  "outside",
                  Point.sensor("outside.temperature", "temperature", "Cel", -60, 60))));

  @Test
  void aHouseHasTheDashboardsThatItHasPointsFor() {
    assertThat(names(files(HOUSE), "en"))
        .containsExactlyInAnyOrder(
            "activity",
            "area-kitchen",
            "area-outside",
            "climate",
            "energy",
            "health",
            "lighting",
            "overview",
            "safety");
  }

  @Test
  void aNewAreaAppearsWithoutAHandOnJson() {
    var sauna =
        HOUSE
            .with(new Area("sauna", Title.of("Sauna", "Баня")))
            .with(
                device(
                    "sauna-1",
                    "sauna",
                    Point.sensor("sauna.temperature", "temperature", "Cel", -40, 120)));

    assertThat(names(files(sauna), "ru")).contains("area-sauna");
    assertThat(board(files(sauna), "ru", "area-sauna").path("title").asText()).isEqualTo("Баня");
    assertThat(board(files(sauna), "en", "overview").toString()).contains("sauna.temperature");
  }

  @Test
  void aHouseWithoutPointsStillHasItsHealth() throws Exception {
    assertThat(names(files(House.empty(HOUSE.site())), "en")).containsExactly("health");
  }

  @Test
  void everyPanelHasAPlaceOfItsOwnAKnownKindASourceAndAQuestion() {
    for (var board : boards(files(HOUSE))) {
      var taken = new HashSet<String>();
      var ids = new HashSet<Integer>();
      assertThat(board.path("panels")).as(board.path("uid").asText()).isNotEmpty();
      for (var panel : board.path("panels")) {
        var where = board.path("uid").asText() + ": " + panel.path("title").asText();
        assertThat(ids.add(panel.path("id").asInt())).as(where).isTrue();
        assertThat(panel.path("type").asText()).as(where).isIn(KINDS);
        assertThat(panel.path("title").asText()).as(where).isNotBlank();
        assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText())
            .as(where)
            .isNotBlank();
        var place = panel.path("gridPos");
        assertThat(place.path("x").asInt() + place.path("w").asInt()).isBetween(1, 24);
        for (var x = place.path("x").asInt(); x < end(place, "x", "w"); x++) {
          for (var y = place.path("y").asInt(); y < end(place, "y", "h"); y++) {
            assertThat(taken.add(x + "," + y)).as(where + " lies over another one").isTrue();
          }
        }
        assertThat(panel.path("targets")).as(where).isNotEmpty();
        for (var target : panel.path("targets")) {
          assertThat(target.path("datasource")).isEqualTo(panel.path("datasource"));
          assertThat(question(target)).as(where).isNotBlank();
        }
      }
    }
  }

  @Test
  void everySourceThatIsAskedIsProvisionedUnderThatNameAndKind() throws Exception {
    var known = new HashSet<String>();
    Json.yaml()
        .readTree(files(HOUSE).get("provisioning/datasources/domovoy.yaml"))
        .path("datasources")
        .forEach(it -> known.add(it.path("type").asText() + " " + it.path("uid").asText()));

    var asked = new HashSet<String>();
    boards(files(HOUSE))
        .forEach(
            board ->
                board
                    .findValues("datasource")
                    .forEach(
                        it -> asked.add(it.path("type").asText() + " " + it.path("uid").asText())));

    assertThat(asked).isEqualTo(known).hasSize(2);
  }

  @Test
  void everyVariableThatIsUsedIsDefinedAndEveryOneDefinedIsUsed() {
    for (var board : boards(files(HOUSE))) {
      var defined = new HashSet<String>();
      board.path("templating").path("list").forEach(it -> defined.add(it.path("name").asText()));
      var used = new HashSet<String>();
      board
          .path("panels")
          .forEach(
              panel -> panel.path("targets").forEach(it -> used.addAll(variables(question(it)))));
      used.removeAll(MACROS);
      assertThat(used).as(board.path("uid").asText()).isEqualTo(defined);
    }
  }

  @Test
  void theTwoLanguagesDifferInWordsAndInNothingElse() {
    var files = files(HOUSE);
    for (var name : names(files, "en")) {
      var english = board(files, "en", name);
      var russian = board(files, "ru", name);
      assertThat(russian.path("title").asText()).as(name).matches(".*[а-яА-Я].*");
      assertThat(english.path("title").asText()).as(name).doesNotContainPattern("[а-яА-Я]");
      assertThat(russian.path("panels")).hasSameSizeAs(english.path("panels"));
      for (var panel = 0; panel < english.path("panels").size(); panel++) {
        var one = english.path("panels").get(panel);
        var other = russian.path("panels").get(panel);
        assertThat(other.path("targets")).isEqualTo(one.path("targets"));
        assertThat(other.path("title").asText()).as(name).matches(".*[а-яА-Я].*");
      }
    }
  }

  @Test
  void aPointIsCalledWhatTheHouseholdCallsIt() {
    assertThat(board(files(HOUSE), "ru", "overview").toString())
        .contains("\"options\":\"kitchen.temperature\"", "\"value\":\"Температура на кухне\"");
  }

  @Test
  void pointsOfOneQuantityInTwoUnitsAreNotDrawnTogether() {
    var units =
        board(files(HOUSE), "en", "area-kitchen").findValues("unit").stream()
            .map(JsonNode::asText)
            .toList();
    assertThat(units).contains("celsius", "fahrenheit");
    var questions = new ArrayList<String>();
    board(files(HOUSE), "en", "area-kitchen")
        .path("panels")
        .forEach(it -> it.path("targets").forEach(target -> questions.add(question(target))));
    assertThat(questions)
        .filteredOn(it -> it.contains("\"temperature\""))
        .noneMatch(it -> it.contains("kitchen\\.temperature") && it.contains("kitchen\\.oven"))
        .anyMatch(it -> it.contains("kitchen\\.oven"));
  }

  @Test
  void numbersHaveLimitsAndStatesHaveWords() {
    var overview = board(files(HOUSE), "ru", "overview").toString();
    assertThat(overview)
        .contains("{\"color\":\"orange\",\"value\":25.0}", "{\"text\":\"ТРЕВОГА\",\"index\":1}");
  }

  @Test
  void dashboardsLinkToEachOtherAndIncidentsAreMarkedInAll() {
    for (var board : boards(files(HOUSE))) {
      assertThat(board.path("tags")).contains(board.path("links").get(0).path("tags").get(0));
      assertThat(board.path("links").get(1).path("url").asText())
          .isEqualTo("/d/%s?kiosk".formatted(board.path("uid").asText()));
      assertThat(board.path("annotations").path("list")).hasSize(2);
    }
  }

  @Test
  void thePlaylistAndTheKioskLinksNameDashboardsThatAreThere() throws Exception {
    var files = files(HOUSE);
    var uids = boards(files).stream().map(it -> it.path("uid").asText()).toList();
    assertThat(uids).doesNotHaveDuplicates().allMatch(it -> it.length() <= 40);
    var played = new ArrayList<String>();
    for (var language : List.of("en", "ru")) {
      Json.json()
          .readTree(files.get("playlists/%s.json".formatted(language)))
          .path("items")
          .forEach(it -> played.add(it.path("value").asText()));
    }
    assertThat(played).isNotEmpty().isSubsetOf(uids).anyMatch(it -> it.endsWith("overview"));
    assertThat(files.get("kiosk.txt").lines())
        .hasSameSizeAs(played)
        .allMatch(it -> played.stream().anyMatch(uid -> it.startsWith("/d/" + uid + "?kiosk")));
  }

  @Test
  void aLongNameIsCutToWhatGrafanaTakesAndStaysUnique() {
    var longName = "a-very-long-name-of-a-room-that-goes-on-and-on";
    var house = HOUSE;
    for (var area : List.of(longName + "-1", longName + "-2")) {
      house =
          house
              .with(new Area(area, Title.NONE))
              .with(device(area, area, Point.onOffSensor(area + ".leak", "leak")));
    }
    var uids = boards(files(house)).stream().map(it -> it.path("uid").asText()).toList();
    assertThat(uids).doesNotHaveDuplicates().allMatch(it -> it.length() <= 40);
  }

  @Test
  void theTokenIsTakenFromGrafanasEnvironmentAndOnlyWhenAsked() throws Exception {
    assertThat(files(HOUSE).get("provisioning/datasources/domovoy.yaml"))
        .contains("Token $DOMOVOY_INFLUX_TOKEN");
    var without =
        Dashboards.files(
            HOUSE,
            Language.ALL,
            new Sources(SOURCES.history(), "domovoy", false, SOURCES.metrics()),
            Path.of("/grafana"));
    assertThat(without.get("provisioning/datasources/domovoy.yaml")).doesNotContain("Token");
  }

  @Test
  void grafanaIsToldWhereTheDashboardsOfEachLanguageLie() throws Exception {
    var providers =
        Json.yaml()
            .readTree(files(HOUSE).get("provisioning/dashboards/domovoy.yaml"))
            .path("providers");
    assertThat(providers.findValuesAsText("path"))
        .containsExactly("/grafana/dashboards/en", "/grafana/dashboards/ru");
  }

  private static Map<String, String> files(House house) {
    return Dashboards.files(house, Language.ALL, SOURCES, Path.of("/grafana"));
  }

  private static List<String> names(Map<String, String> files, String language) {
    var folder = "dashboards/%s/".formatted(language);
    return files.keySet().stream()
        .filter(it -> it.startsWith(folder))
        .map(it -> it.substring(folder.length()).replace(".json", ""))
        .toList();
  }

  private static JsonNode board(Map<String, String> files, String language, String name) {
    return json(files.get("dashboards/%s/%s.json".formatted(language, name)));
  }

  private static List<JsonNode> boards(Map<String, String> files) {
    return new TreeMap<>(files)
        .entrySet().stream()
            .filter(it -> it.getKey().startsWith("dashboards/"))
            .map(it -> json(it.getValue()))
            .toList();
  }

  private static JsonNode json(String text) {
    try {
      return Json.json().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String question(JsonNode target) {
    return target.path("query").asText() + target.path("expr").asText();
  }

  private static Set<String> variables(String question) {
    var found = new HashSet<String>();
    VARIABLE.matcher(question).results().forEach(it -> found.add(it.group(1)));
    return found;
  }

  private static int end(JsonNode place, String from, String size) {
    return place.path(from).asInt() + place.path(size).asInt();
  }

  private static Device device(String id, String area, Point... points) {
    return new Device(id, area, Title.NONE, Optional.empty(), List.of(points));
  }
}
