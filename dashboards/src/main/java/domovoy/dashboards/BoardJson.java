package domovoy.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import domovoy.core.Site;
import domovoy.core.Title;

/**
 * A dashboard in Grafana's JSON model, version 39 of its schema, which Grafana 10.3 and later read
 * and newer ones migrate by themselves.
 */
final class BoardJson {
  private static final int SCHEMA = 39;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Site site;
  private final Language language;

  BoardJson(Site site, Language language) {
    this.site = site;
    this.language = language;
  }

  /** The name by which links find it. */
  static String uid(Site site, Board board, Language language) {
    var name = "%s-%s-%s".formatted(language.code(), site.id(), board.id());
    // Grafana takes 40 characters at most
    return name.length() <= 40
        ? name
        : name.substring(0, 31) + "-" + "%08x".formatted(name.hashCode());
  }

  /** The tag that the dashboards of one house in one language have in common. */
  static String tag(Site site, Language language) {
    return "domovoy-%s-%s".formatted(site.id(), language.code());
  }

  ObjectNode of(Board board) {
    var uid = uid(site, board, language);
    var json = NODES.objectNode();
    json.put("uid", uid);
    json.put("title", language.of(board.title()));
    json.set("tags", NODES.arrayNode().add("domovoy").add(tag(site, language)));
    json.put("timezone", site.zone().toString());
    json.put("schemaVersion", SCHEMA);
    json.put("editable", true);
    json.put("graphTooltip", 1); // one cross-hair for all panels
    json.put("refresh", board.refresh());
    json.putObject("time").put("from", "now-" + board.span()).put("to", "now");
    json.set("links", links(uid));
    var variables = json.putObject("templating").putArray("list");
    board.variables().forEach(it -> variables.add(variable(it)));
    json.putObject("annotations").set("list", annotations());
    json.set("panels", panels(board));
    return json;
  }

  private ArrayNode links(String uid) {
    var links = NODES.arrayNode();
    var others = links.addObject();
    others.put("type", "dashboards").put("title", said("Dashboards", "Панели"));
    others.set("tags", NODES.arrayNode().add(tag(site, language)));
    others.put("asDropdown", true).put("keepTime", true).put("includeVars", false);
    var kiosk = links.addObject();
    kiosk.put("type", "link").put("title", said("On a TV", "На телевизор"));
    kiosk.put("url", "/d/%s?kiosk".formatted(uid)).put("icon", "external link");
    kiosk.put("targetBlank", true);
    return links;
  }

  private ObjectNode variable(Variable variable) {
    var json = NODES.objectNode();
    json.put("name", variable.name()).put("label", language.of(variable.title())).put("hide", 0);
    switch (variable) {
      case Variable.Choice(_, _, var query) -> {
        json.put("type", "query").set("datasource", source(Store.HISTORY));
        json.put("query", query).put("definition", query);
        json.put("refresh", 2).put("sort", 1); // asked anew when the time range changes
        json.put("multi", true).put("includeAll", true);
        var all = json.putObject("current").put("selected", true);
        all.putArray("text").add("All");
        all.putArray("value").add("$__all");
      }
      case Variable.Input(_, _, var usual) -> {
        json.put("type", "textbox").put("query", usual);
        json.putObject("current").put("selected", true).put("text", usual).put("value", usual);
        json.putArray("options")
            .addObject()
            .put("selected", true)
            .put("text", usual)
            .put("value", usual);
      }
    }
    return json;
  }

  private ArrayNode annotations() {
    var list = NODES.arrayNode();
    list.add(
        annotation(
            said("Incidents", "Происшествия"),
            "red",
            "domovoy_controller_incidents_open > 0",
            said("Incidents are open", "Есть открытые происшествия")));
    list.add(
        annotation(
            said("Commands", "Команды"),
            "blue",
            "sum by (result) (increase(domovoy_controller_commands_total[1m])) > 0",
            said("Command: {{result}}", "Команда: {{result}}")));
    return list;
  }

  private ObjectNode annotation(String name, String colour, String promQl, String title) {
    var json = NODES.objectNode();
    json.put("name", name).put("enable", true).put("iconColor", colour);
    json.set("datasource", source(Store.METRICS));
    json.put("expr", promQl).put("step", "60s").put("titleFormat", title);
    return json;
  }

  /** From left to right; what does not fit begins a new row below the highest of the one before. */
  private ArrayNode panels(Board board) {
    var panels = NODES.arrayNode();
    var x = 0;
    var y = 0;
    var highest = 0;
    for (var panel : board.panels()) {
      if (x + panel.width() > Panel.FULL) {
        x = 0;
        y += highest;
        highest = 0;
      }
      var json = panel(panels.size() + 1, panel);
      json.putObject("gridPos")
          .put("x", x)
          .put("y", y)
          .put("w", panel.width())
          .put("h", panel.height());
      panels.add(json);
      x += panel.width();
      highest = Math.max(highest, panel.height());
    }
    return panels;
  }

  private ObjectNode panel(int id, Panel panel) {
    var json = NODES.objectNode();
    json.put("id", id).put("type", panel.look().type());
    json.put("title", language.of(panel.title()));
    json.set("datasource", source(panel.store()));
    var targets = json.putArray("targets");
    panel.queries().forEach(it -> targets.add(target(targets.size(), panel, it)));
    json.set("fieldConfig", fields(panel));
    json.set("options", options(panel.look()));
    return json;
  }

  private static ObjectNode target(int index, Panel panel, Query query) {
    var json = NODES.objectNode();
    json.put("refId", String.valueOf((char) ('A' + index)));
    json.set("datasource", source(panel.store()));
    switch (panel.store()) {
      case HISTORY ->
          json.put("query", query.text())
              .put("rawQuery", true)
              .put("resultFormat", "time_series")
              .put("alias", query.legend());
      case METRICS ->
          json.put("expr", query.text())
              .put("editorMode", "code")
              .put("legendFormat", query.legend())
              .put("instant", panel.look() == Look.NUMBERS)
              .put("range", panel.look() != Look.NUMBERS);
    }
    return json;
  }

  private ObjectNode fields(Panel panel) {
    var json = NODES.objectNode();
    var defaults = json.putObject("defaults");
    var format = panel.format();
    defaults.put("unit", format.unit());
    var thresholds = defaults.putObject("thresholds").put("mode", "absolute");
    var steps = thresholds.putArray("steps");
    if (format.thresholds().isEmpty()) {
      steps.addObject().put("color", "text").putNull("value");
    }
    for (var threshold : format.thresholds()) {
      var step = steps.addObject().put("color", threshold.colour());
      if (steps.size() == 1) {
        step.putNull("value"); // the first one has no lower end
      } else {
        step.put("value", threshold.from());
      }
    }
    var coloured = panel.look() == Look.NUMBERS || panel.look() == Look.STATES;
    defaults.putObject("color").put("mode", coloured ? "thresholds" : "palette-classic");
    defaults.set("mappings", mappings(format));
    defaults.set("custom", custom(panel));
    var overrides = json.putArray("overrides");
    format.names().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(it -> overrides.add(naming(it.getKey(), it.getValue())));
    return json;
  }

  private ArrayNode mappings(Format format) {
    var mappings = NODES.arrayNode();
    if (!format.words().isEmpty()) {
      var options = mappings.addObject().put("type", "value").putObject("options");
      format
          .words()
          .forEach(
              (number, word) ->
                  options
                      .putObject(String.valueOf(number))
                      .put("text", language.of(word))
                      .put("index", number));
    }
    return mappings;
  }

  private static ObjectNode custom(Panel panel) {
    var custom = NODES.objectNode();
    switch (panel.look()) {
      case LINES -> {
        custom.put("drawStyle", "line").put("lineWidth", 2).put("fillOpacity", 8);
        custom.put("showPoints", "never").put("spanNulls", 3_600_000);
        custom
            .putObject("thresholdsStyle")
            .put("mode", panel.format().thresholds().isEmpty() ? "off" : "dashed");
      }
      case BARS ->
          custom.put("drawStyle", "bars").put("fillOpacity", 80).put("showPoints", "never");
      case STATES -> custom.put("fillOpacity", 80).put("lineWidth", 0);
      case NUMBERS -> {}
    }
    return custom;
  }

  private ObjectNode naming(String series, Title title) {
    var json = NODES.objectNode();
    json.putObject("matcher").put("id", "byName").put("options", series);
    json.putArray("properties")
        .addObject()
        .put("id", "displayName")
        .put("value", language.of(title));
    return json;
  }

  private static ObjectNode options(Look look) {
    var options = NODES.objectNode();
    switch (look) {
      case LINES, BARS -> {
        options
            .putObject("legend")
            .put("showLegend", true)
            .put("displayMode", "list")
            .put("placement", "bottom")
            .putArray("calcs");
        options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
      }
      case STATES -> {
        options.put("mergeValues", true).put("showValue", "auto").put("rowHeight", 0.9);
        options.putObject("legend").put("showLegend", false);
      }
      case NUMBERS -> {
        var reduce = options.putObject("reduceOptions").put("values", false).put("fields", "");
        reduce.putArray("calcs").add("lastNotNull");
        options
            .put("colorMode", "value")
            .put("graphMode", "none")
            .put("textMode", "value_and_name");
        options.put("orientation", "auto").put("justifyMode", "center");
      }
    }
    return options;
  }

  private static ObjectNode source(Store store) {
    return NODES.objectNode().put("type", store.type()).put("uid", store.uid());
  }

  private String said(String en, String ru) {
    return language.of(Title.of(en, ru));
  }
}
