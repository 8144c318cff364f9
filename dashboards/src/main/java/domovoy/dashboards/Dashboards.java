package domovoy.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.core.Title;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The dashboards of a house, as the files with which Grafana provisions itself. Pure. */
public final class Dashboards {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Dashboards() {}

  /**
   * Relative path to content:
   *
   * <ul>
   *   <li>{@code dashboards/LANGUAGE/*.json}: one dashboard each
   *   <li>{@code provisioning/}: what Grafana's {@code GF_PATHS_PROVISIONING} points to
   *   <li>{@code playlists/LANGUAGE.json}: the body of {@code POST /api/playlists}, as Grafana does
   *       not read playlists from files
   *   <li>{@code kiosk.txt}: the addresses for televisions, relative to Grafana's
   * </ul>
   *
   * @param languages one folder each
   * @param folder where the files will lie for Grafana
   */
  public static SortedMap<String, String> files(
      House house, List<Language> languages, Sources sources, Path folder) {
    var boards = Boards.of(house);
    var files = new TreeMap<String, String>();
    var kiosk = new StringBuilder();
    for (var language : languages) {
      var json = new BoardJson(house.site(), language);
      for (var board : boards) {
        files.put(
            "dashboards/%s/%s.json".formatted(language.code(), board.id()),
            text(Json.json(), json.of(board)));
        if (board.onScreens()) {
          kiosk
              .append("/d/")
              .append(BoardJson.uid(house.site(), board, language))
              .append("?kiosk&refresh=")
              .append(board.refresh())
              .append('\n');
        }
      }
      files.put(
          "playlists/%s.json".formatted(language.code()),
          text(Json.json(), playlist(house, boards, language)));
    }
    files.put("kiosk.txt", kiosk.toString());
    files.put("provisioning/datasources/domovoy.yaml", text(Json.yaml(), dataSources(sources)));
    files.put(
        "provisioning/dashboards/domovoy.yaml", text(Json.yaml(), providers(languages, folder)));
    return files;
  }

  private static ObjectNode playlist(House house, List<Board> boards, Language language) {
    var playlist = NODES.objectNode();
    playlist.put("name", language.of(Title.of("House on a TV", "Дом на телевизоре")));
    playlist.put("interval", "1m");
    var items = playlist.putArray("items");
    boards.stream()
        .filter(Board::onScreens)
        .forEach(
            it ->
                items
                    .addObject()
                    .put("type", "dashboard_by_uid")
                    .put("value", BoardJson.uid(house.site(), it, language)));
    return playlist;
  }

  private static ObjectNode dataSources(Sources sources) {
    var file = NODES.objectNode().put("apiVersion", 1);
    var list = file.putArray("datasources");
    var history = list.addObject();
    history.put("name", "Domovoy history").put("uid", Store.HISTORY.uid());
    history.put("type", Store.HISTORY.type()).put("access", "proxy");
    history.put("url", sources.history().toString());
    var settings = history.putObject("jsonData");
    settings.put("dbName", sources.database()).put("httpMode", "GET").put("version", "InfluxQL");
    if (sources.token()) {
      settings.put("httpHeaderName1", "Authorization");
      history.putObject("secureJsonData").put("httpHeaderValue1", "Token $DOMOVOY_INFLUX_TOKEN");
    }
    var metrics = list.addObject();
    metrics.put("name", "Domovoy metrics").put("uid", Store.METRICS.uid());
    metrics.put("type", Store.METRICS.type()).put("access", "proxy");
    metrics.put("url", sources.metrics().toString());
    metrics.putObject("jsonData").put("httpMethod", "POST");
    return file;
  }

  private static ObjectNode providers(List<Language> languages, Path folder) {
    var file = NODES.objectNode().put("apiVersion", 1);
    var list = file.putArray("providers");
    var folders = Map.of(Language.EN, "Domovoy", Language.RU, "Домовой");
    for (var language : languages) {
      var provider = list.addObject();
      provider.put("name", "domovoy-" + language.code()).put("orgId", 1).put("type", "file");
      provider.put("folder", folders.get(language));
      provider.put("allowUiUpdates", false); // what is changed by hand would be lost
      provider
          .putObject("options")
          .put("path", folder.resolve("dashboards").resolve(language.code()).toString());
    }
    return file;
  }

  private static String text(ObjectMapper format, JsonNode content) {
    try {
      return format.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can always be written", e);
    }
  }
}
