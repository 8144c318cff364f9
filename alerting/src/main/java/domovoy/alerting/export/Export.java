package domovoy.alerting.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.alerting.Action;
import domovoy.alerting.Rule;
import domovoy.alerting.RuleSet;
import domovoy.alerting.Severity;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.core.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Rules as alerts of another evaluator. It alerts when the rule would hold; what the rule does is
 * not exported: the evaluator's webhook tells the controller, which acts.
 *
 * @param yaml the file for the evaluator
 * @param skipped rule id to why it could not be exported
 */
public record Export(String yaml, Map<String, String> skipped) {
  private static final String GROUP = "domovoy";

  /** Turns one rule into an entry of the file. */
  @FunctionalInterface
  private interface Writer {
    Map<String, Object> write(Rule rule) throws NotExpressibleException;
  }

  /** A file of alerting rules for Prometheus that tell and do nothing. */
  public static Export prometheus(RuleSet rules, House house) {
    return prometheus(rules, house, false);
  }

  /**
   * A file of alerting rules for Prometheus.
   *
   * @param acting whether an alert says which point the controller shall set while it fires: what
   *     the rule sets, which can be one point at most
   */
  public static Export prometheus(RuleSet rules, House house, boolean acting) {
    var skipped = new LinkedHashMap<String, String>();
    var entries = entries(rules, rule -> prometheusRule(rule, new PromQl(house), acting), skipped);
    var group = ordered("name", GROUP, "rules", entries);
    return new Export(yaml(Map.of("groups", List.of(group))), skipped);
  }

  private static Map<String, Object> prometheusRule(Rule rule, PromQl promQl, boolean acting)
      throws NotExpressibleException {
    var expression = promQl.holds(rule.when().expression());
    if (rule.until().isPresent()) {
      // what fires goes on firing until the end condition holds
      var holding = promQl.fails(rule.until().get().expression());
      expression =
          "(%s) or on() ((%s) and on() ALERTS{alertname=\"%s\",alertstate=\"firing\"})"
              .formatted(expression, holding, rule.id());
    }
    var entry = ordered("alert", rule.id(), "expr", "count(" + expression + ")");
    if (!rule.lasting().isZero()) {
      entry.put("for", rule.lasting().toSeconds() + "s");
    }
    entry.put("labels", labels(rule));
    var annotations = annotations(rule);
    if (acting) {
      annotations.putAll(action(rule));
    }
    entry.put("annotations", annotations);
    return entry;
  }

  /** What the controller's webhook takes for a command. */
  private static Map<String, Object> action(Rule rule) throws NotExpressibleException {
    var sets =
        rule.then().stream()
            .filter(Action.SetPoint.class::isInstance)
            .map(Action.SetPoint.class::cast)
            .toList();
    return switch (sets.size()) {
      case 0 -> Map.of();
      case 1 ->
          ordered(
              "domovoy_point",
              sets.getFirst().point().name(),
              "domovoy_value",
              sets.getFirst().value().toString());
      default ->
          throw new NotExpressibleException(
              "an alert can set one point, the rule sets " + sets.size());
    };
  }

  /**
   * A file that provisions Grafana-managed alert rules over a Prometheus data source.
   *
   * @param dataSource the data source's uid in Grafana
   */
  public static Export grafana(RuleSet rules, House house, String dataSource) {
    var skipped = new LinkedHashMap<String, String>();
    var entries = entries(rules, rule -> grafanaRule(rule, new PromQl(house), dataSource), skipped);
    var group =
        ordered(
            "orgId", 1, "name", GROUP, "folder", "Domovoy", "interval", "30s", "rules", entries);
    return new Export(yaml(ordered("apiVersion", 1, "groups", List.of(group))), skipped);
  }

  private static Map<String, Object> grafanaRule(Rule rule, PromQl promQl, String dataSource)
      throws NotExpressibleException {
    if (rule.until().isPresent()) {
      throw new NotExpressibleException("Grafana's rules cannot end at another condition (until)");
    }
    var expression = "count(" + promQl.holds(rule.when().expression()) + ")";
    var query =
        ordered(
            "refId",
            "A",
            "relativeTimeRange",
            ordered("from", 600, "to", 0),
            "datasourceUid",
            dataSource,
            "model",
            ordered("refId", "A", "expr", expression, "instant", true));
    var uid = UUID.nameUUIDFromBytes(rule.id().getBytes(StandardCharsets.UTF_8)).toString();
    return ordered(
        "uid",
        uid,
        "title",
        rule.id(),
        "condition",
        "A",
        "data",
        List.of(query),
        "noDataState",
        "OK",
        "execErrState",
        "Error",
        "for",
        rule.lasting().toSeconds() + "s",
        "labels",
        labels(rule),
        "annotations",
        annotations(rule));
  }

  private static List<Map<String, Object>> entries(
      RuleSet rules, Writer writer, Map<String, String> skipped) {
    var entries = new ArrayList<Map<String, Object>>();
    for (var rule : rules.rules()) {
      if (rule.state() == Rule.State.DISABLED) {
        skipped.put(rule.id(), "it is disabled");
        continue;
      }
      try {
        entries.add(writer.write(rule));
      } catch (NotExpressibleException e) {
        skipped.put(rule.id(), e.getMessage());
      }
    }
    return entries;
  }

  private static Map<String, Object> labels(Rule rule) {
    var severity =
        rule.then().stream()
            .filter(Action.Incident.class::isInstance)
            .map(it -> ((Action.Incident) it).severity())
            .max(Comparator.naturalOrder())
            .orElse(Severity.INFO);
    return ordered("severity", severity.toString(), "source", Source.rule(rule.id()).toString());
  }

  private static Map<String, Object> annotations(Rule rule) {
    var annotations = ordered("summary", rule.title().in("en", rule.id()));
    rule.title().ru().ifPresent(it -> annotations.put("summary_ru", it));
    annotations.put("description", rule.when().text());
    annotations.put("version", rule.version());
    return annotations;
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (var index = 0; index < keysAndValues.length; index += 2) {
      map.put((String) keysAndValues[index], keysAndValues[index + 1]);
    }
    return map;
  }

  private static String yaml(Map<String, Object> content) {
    try {
      return Json.yaml().writeValueAsString(content);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts and numbers can always be written", e);
    }
  }
}
