package domovoy.alerting.analysis;

import domovoy.alerting.Action;
import domovoy.alerting.Rule;
import domovoy.alerting.RuleSet;
import domovoy.alerting.language.Condition;
import domovoy.alerting.language.Expression;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks at rules before they run. Names, types and units are checked when rules are read; this
 * looks for what reads well and still goes wrong. A finding has been shown to be possible, by
 * values where there are any; what cannot be decided is not reported.
 */
public final class Analysis {
  private static final int MOST_PAIRS = 20_000;

  private final House house;
  private final Conditions conditions;
  private final List<Rule> rules;
  private final List<Finding> findings = new ArrayList<>();

  private Analysis(RuleSet rules, House house) {
    this.house = house;
    this.conditions = new Conditions(house);
    this.rules = rules.rules().stream().filter(it -> it.state() != Rule.State.DISABLED).toList();
  }

  /** Everything that is found, rule by rule. Disabled rules are left out. */
  public static List<Finding> of(RuleSet rules, House house) {
    var analysis = new Analysis(rules, house);
    for (var rule : analysis.rules) {
      analysis.reach(rule);
      analysis.network(rule);
    }
    analysis.conflicts();
    analysis.findings.addAll(new Oscillations(house).of(analysis.rules));
    analysis.findings.addAll(new Loops(house).of(analysis.rules));
    analysis.findings.addAll(new Protections(house).of(analysis.rules));
    return List.copyOf(analysis.findings);
  }

  private void reach(Rule rule) {
    var when = rule.when().expression();
    switch (conditions.search(when)) {
      case Search.Answer.Never _ -> {
        add(
            Finding.Kind.UNREACHABLE,
            rule,
            "'%s' can never be true; the rule will never run.".formatted(rule.when().text()));
        return;
      }
      case Search.Answer.Holds _, Search.Answer.Undecided _ -> deadBranches(rule, when);
    }
    if (conditions.never(Conditions.not(when), Map.of())) {
      add(
          Finding.Kind.ALWAYS,
          rule,
          "'%s' is always true; the rule decides nothing.".formatted(rule.when().text()));
    }
    rule.until().ifPresent(it -> endless(rule, it));
  }

  private void endless(Rule rule, Condition until) {
    if (conditions.never(until.expression(), Map.of())) {
      add(
          Finding.Kind.ENDLESS,
          rule,
          "'%s' can never be true; once begun, the rule never ends.".formatted(until.text()));
    }
  }

  private void deadBranches(Rule rule, Expression expression) {
    if (expression instanceof Expression.Or(var left, var right, _)) {
      for (var branch : List.of(left, right)) {
        if (conditions.never(branch, Map.of())) {
          add(
              Finding.Kind.UNREACHABLE,
              rule,
              "the part of '%s' at column %d can never be true; drop it or mend it."
                  .formatted(rule.when().text(), start(branch) + 1));
        } else {
          deadBranches(rule, branch);
        }
      }
    }
  }

  private static int start(Expression expression) {
    return expression.all().mapToInt(Expression::at).min().orElse(0);
  }

  private void network(Rule rule) {
    if (!rule.priority().isLifeSafety()) {
      return;
    }
    var obstacles = Placement.obstacles(rule, house);
    if (!obstacles.isEmpty()) {
      add(
          Finding.Kind.NETWORK,
          rule,
          "a life-safety rule that needs the network: %s. Put its sensor and actuator on one node."
              .formatted(String.join("; ", obstacles)));
    }
  }

  private record Level(PointId point, Priority priority) {}

  private record Command(Rule rule, Value value) {}

  private void conflicts() {
    var levels = new LinkedHashMap<Level, List<Command>>();
    for (var rule : rules) {
      for (var action : rule.then()) {
        if (action instanceof Action.SetPoint(var point, var value, _)) {
          levels
              .computeIfAbsent(new Level(point, rule.priority()), _ -> new ArrayList<>())
              .add(new Command(rule, value));
        }
      }
    }
    var pairs = 0;
    for (var level : levels.entrySet()) {
      var commands = level.getValue();
      for (var first = 0; first < commands.size(); first++) {
        for (var second = first + 1; second < commands.size() && pairs < MOST_PAIRS; second++) {
          pairs++;
          conflict(level.getKey(), commands.get(first), commands.get(second));
        }
      }
    }
  }

  private void conflict(Level level, Command first, Command second) {
    if (first.rule() == second.rule() || first.value().equals(second.value())) {
      return;
    }
    var together =
        Conditions.both(Conditions.holding(first.rule()), Conditions.holding(second.rule()));
    var rules = List.of(first.rule().id(), second.rule().id());
    conditions
        .witness(together)
        .filter(_ -> findings.stream().noneMatch(it -> isConflict(it, rules, level.point())))
        .ifPresent(
            witness ->
                findings.add(
                    new Finding(
                        Finding.Kind.CONFLICT,
                        rules,
                        Optional.of(level.point()),
                        ("both can hold at once and set %s at level %s: %s to %s, %s to %s."
                                + " The one that begins last stands; give one a better level or"
                                + " make their conditions exclude each other.")
                            .formatted(
                                level.point(),
                                level.priority(),
                                first.rule().id(),
                                first.value(),
                                second.rule().id(),
                                second.value()),
                        witness,
                        first.rule().place())));
  }

  private static boolean isConflict(Finding finding, List<String> rules, PointId point) {
    return finding.kind() == Finding.Kind.CONFLICT
        && finding.rules().equals(rules)
        && finding.point().equals(Optional.of(point));
  }

  private void add(Finding.Kind kind, Rule rule, String message) {
    findings.add(
        new Finding(kind, List.of(rule.id()), Optional.empty(), message, Map.of(), rule.place()));
  }
}
