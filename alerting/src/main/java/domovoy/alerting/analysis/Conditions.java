package domovoy.alerting.analysis;

import domovoy.alerting.Rule;
import domovoy.alerting.language.Condition;
import domovoy.alerting.language.Expression;
import domovoy.alerting.language.Expression.And;
import domovoy.alerting.language.Expression.Not;
import domovoy.alerting.language.Signal;
import domovoy.core.House;
import domovoy.core.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Questions about the conditions of rules, answered by {@link Search}. */
final class Conditions {
  private final House house;

  Conditions(House house) {
    this.house = house;
  }

  /** What is true for as long as a rule holds: not yet its end, or else its condition. */
  static Expression holding(Rule rule) {
    return rule.until()
        .map(Condition::expression)
        .<Expression>map(it -> new Not(it, 0))
        .orElse(rule.when().expression());
  }

  static Expression both(Expression left, Expression right) {
    return new And(left, right, 0);
  }

  static Expression not(Expression of) {
    return new Not(of, 0);
  }

  Search.Answer search(Expression expression) {
    return search(expression, Map.of());
  }

  Search.Answer search(Expression expression, Map<Signal, Object> given) {
    return Search.search(expression, given, house);
  }

  boolean never(Expression expression, Map<Signal, Object> given) {
    return search(expression, given) instanceof Search.Answer.Never;
  }

  boolean can(Expression expression, Map<Signal, Object> given) {
    return search(expression, given) instanceof Search.Answer.Holds;
  }

  /** Values at which the expression holds, for people; empty when none are found. */
  Optional<Map<String, String>> witness(Expression expression) {
    return search(expression) instanceof Search.Answer.Holds(var values)
        ? Optional.of(show(values))
        : Optional.empty();
  }

  static Map<String, String> show(Map<Signal, Object> values) {
    var shown = new LinkedHashMap<String, String>();
    values.forEach(
        (signal, value) ->
            shown.put(
                signal.text(),
                switch (value) {
                  case Double number -> Value.of(number).toString();
                  case Boolean truth when signal instanceof Signal.Current -> truth ? "on" : "off";
                  default -> value.toString();
                }));
    return shown;
  }

  /** A value as the search knows it. */
  static Object plain(Value value) {
    return switch (value) {
      case Value.Number(var number) -> number;
      case Value.OnOff(var on) -> on;
      case Value.Choice(var label) -> label;
      case Value.Text(var text) -> text;
    };
  }
}
