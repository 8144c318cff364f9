package domovoy.alerting.analysis;

import domovoy.alerting.Action.SetPoint;
import domovoy.alerting.Rule;
import domovoy.alerting.language.Expression;
import domovoy.alerting.language.Signal;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds rules that set off or end one another, or themselves, through what they command. */
final class Loops {
  private static final int LONGEST = 5;

  private final House house;
  private final Conditions conditions;
  private final List<Finding> findings = new ArrayList<>();
  private final Map<PointId, List<Rule>> watchers = new HashMap<>();
  private final Map<Rule, Map<Rule, SetPoint>> triggers = new LinkedHashMap<>();

  Loops(House house) {
    this.house = house;
    this.conditions = new Conditions(house);
  }

  List<Finding> of(List<Rule> rules) {
    for (var rule : rules) {
      rule.watches().forEach(it -> watchers.computeIfAbsent(it, _ -> new ArrayList<>()).add(rule));
    }
    for (var rule : rules) {
      for (var set : sets(rule)) {
        for (var other : watchers.getOrDefault(set.point(), List.of())) {
          link(rule, set, other);
        }
      }
    }
    rules.forEach(it -> follow(it, new ArrayList<>(List.of(it))));
    return findings;
  }

  private void link(Rule rule, SetPoint set, Rule other) {
    var given = given(other, set.point(), set.value());
    if (given.isEmpty()) {
      return;
    }
    if (rule == other) {
      itself(rule, set, given);
      return;
    }
    if (isTriggered(other, set, given)) {
      triggers.computeIfAbsent(rule, _ -> new LinkedHashMap<>()).putIfAbsent(other, set);
      back(rule, set, other);
    }
  }

  /** What the other rule sees of the point once it is set; empty when it only sees a window. */
  private Map<Signal, Object> given(Rule other, PointId point, Value value) {
    Map<Signal, Object> given = new LinkedHashMap<>();
    for (var signal : other.signals()) {
      if (signal instanceof Signal.Current(var id, _) && id.equals(point)) {
        given.put(signal, Conditions.plain(value));
      }
      if (signal instanceof Signal.Changed(var id, _) && id.equals(point)) {
        given.put(signal, true);
      }
    }
    return given;
  }

  private void itself(Rule rule, SetPoint set, Map<Signal, Object> given) {
    var holding = Conditions.holding(rule);
    if (conditions.never(holding, given)) {
      add(
          List.of(rule),
          set.point(),
          "setting %s to %s ends its own condition: it will begin and end in turn."
              .formatted(set.point(), set.value()),
          given);
    } else if (conditions.never(Conditions.not(holding), given)) {
      add(
          List.of(rule),
          set.point(),
          "setting %s to %s keeps its own condition true: once begun it never ends."
              .formatted(set.point(), set.value()),
          given);
    }
  }

  /** Whether the value lets the rule begin while some other value of the point would not. */
  private boolean isTriggered(Rule rule, SetPoint set, Map<Signal, Object> given) {
    var when = rule.when().expression();
    return conditions.can(when, given)
        && others(when, set).stream()
            .anyMatch(it -> conditions.never(when, given(rule, set.point(), it)));
  }

  private List<Value> others(Expression expression, SetPoint set) {
    var candidates = Candidates.of(expression, house);
    return candidates.signals().stream()
        .filter(it -> it instanceof Signal.Current(var id, _) && id.equals(set.point()))
        .flatMap(it -> candidates.of(it).stream())
        .filter(it -> !it.equals(Conditions.plain(set.value())))
        .map(
            it ->
                switch (it) {
                  case Double number -> Value.of(number);
                  case Boolean on -> Value.of(on);
                  default -> Value.of(it.toString());
                })
        .toList();
  }

  /** "A moves what B watches, B moves it back." */
  private void back(Rule rule, SetPoint set, Rule other) {
    for (var answer : sets(other)) {
      var seen = given(rule, answer.point(), answer.value());
      if (!seen.isEmpty() && conditions.never(Conditions.holding(rule), seen)) {
        add(
            List.of(rule, other),
            answer.point(),
            "%s sets %s to %s, which sets off %s; that sets %s to %s, which ends %s again."
                .formatted(
                    rule.id(),
                    set.point(),
                    set.value(),
                    other.id(),
                    answer.point(),
                    answer.value(),
                    rule.id()),
            seen);
      }
    }
  }

  private void follow(Rule start, List<Rule> path) {
    for (var next : triggers.getOrDefault(path.getLast(), Map.of()).keySet()) {
      if (next == start && path.size() > 1) {
        round(path);
      } else if (!path.contains(next)
          && path.size() < LONGEST
          && next.id().compareTo(start.id()) > 0) {
        path.add(next);
        follow(start, path);
        path.removeLast();
      }
    }
  }

  private void round(List<Rule> path) {
    var point = triggers.get(path.getLast()).get(path.getFirst()).point();
    var names = path.stream().map(Rule::id).toList();
    var known =
        findings.stream()
            .anyMatch(it -> it.rules().size() == names.size() && it.rules().containsAll(names));
    if (!known) {
      add(
          path,
          point,
          "they set one another off in a ring, and each keeps the next going.",
          Map.of());
    }
  }

  private static List<SetPoint> sets(Rule rule) {
    return rule.then().stream()
        .filter(SetPoint.class::isInstance)
        .map(SetPoint.class::cast)
        .toList();
  }

  private void add(List<Rule> rules, PointId point, String message, Map<Signal, Object> witness) {
    findings.add(
        new Finding(
            Finding.Kind.LOOP,
            rules.stream().map(Rule::id).toList(),
            Optional.of(point),
            message,
            Conditions.show(witness),
            rules.getFirst().place()));
  }
}
