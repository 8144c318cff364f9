package domovoy.alerting.analysis;

import domovoy.alerting.Action;
import domovoy.alerting.Rule;
import domovoy.alerting.language.Condition;
import domovoy.alerting.language.Expression;
import domovoy.alerting.language.Expression.Comparison;
import domovoy.alerting.language.Expression.Constant;
import domovoy.alerting.language.Expression.Variable;
import domovoy.alerting.language.Kind;
import domovoy.alerting.language.Signal;
import domovoy.core.House;
import domovoy.core.PointKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds rules that will begin and end all the time because a measured value is never still. */
final class Oscillations {
  private static final Duration CALM = Duration.ofMinutes(1);
  private static final Duration SMOOTH = Duration.ofMinutes(5);

  private final House house;
  private final Conditions conditions;
  private final List<Finding> findings = new ArrayList<>();

  Oscillations(House house) {
    this.house = house;
    this.conditions = new Conditions(house);
  }

  List<Finding> of(List<Rule> rules) {
    rules.stream().filter(Oscillations::commands).forEach(this::look);
    return findings;
  }

  private static boolean commands(Rule rule) {
    return rule.then().stream().anyMatch(Action.SetPoint.class::isInstance);
  }

  private void look(Rule rule) {
    if (rule.until().isPresent()) {
      ended(rule, rule.until().get());
    } else if (rule.lasting().compareTo(CALM) < 0) {
      thresholds(rule.when().expression())
          .findFirst()
          .ifPresent(
              it ->
                  add(
                      rule,
                      ("%s will waver around %s and switch every time; say with until where it"
                              + " ends, or for how long it must hold.")
                          .formatted(it.signal().text(), it.shown()),
                      Map.of(it.signal().text(), it.shown())));
    }
  }

  private void ended(Rule rule, Condition until) {
    var overlap = conditions.witness(Conditions.both(rule.when().expression(), until.expression()));
    if (overlap.isPresent()) {
      add(
          rule,
          "'%s' and '%s' can be true at once: it would end as soon as it begins, and begin again."
              .formatted(rule.when().text(), until.text()),
          overlap.get());
      return;
    }
    var ends = thresholds(until.expression()).toList();
    thresholds(rule.when().expression())
        .filter(_ -> rule.lasting().compareTo(CALM) < 0)
        .filter(ends::contains)
        .findFirst()
        .ifPresent(
            it ->
                add(
                    rule,
                    "it begins and ends at the same value of %s; leave a gap between them."
                        .formatted(it.signal().text()),
                    Map.of(it.signal().text(), it.shown())));
  }

  /** A value of a wavering signal at which a comparison turns. */
  private record Threshold(Signal signal, double at) {
    String shown() {
      return domovoy.core.Value.of(at).toString();
    }
  }

  private Stream<Threshold> thresholds(Expression expression) {
    return expression
        .all()
        .filter(Comparison.class::isInstance)
        .map(Comparison.class::cast)
        .flatMap(
            it ->
                threshold(it.left(), it.right())
                    .or(() -> threshold(it.right(), it.left()))
                    .stream());
  }

  private Optional<Threshold> threshold(Expression signal, Expression constant) {
    return signal instanceof Variable(var variable, _)
            && constant instanceof Constant(Double at, _, _)
            && wavers(variable)
        ? Optional.of(new Threshold(variable, at))
        : Optional.empty();
  }

  private boolean wavers(Signal signal) {
    return switch (signal) {
      case Signal.Current(var id, var kind) ->
          kind == Kind.NUMBER && house.requirePoint(id).kind() == PointKind.SENSOR;
      case Signal.Windowed(var figure, _, var window) ->
          figure != Signal.Figure.INCREASE && window.compareTo(SMOOTH) < 0;
      case Signal.Changed _,
          Signal.Age _,
          Signal.Held _,
          Signal.Calendar _,
          Signal.Mode _,
          Signal.Presence _,
          Signal.Alert _ ->
          false;
    };
  }

  private void add(Rule rule, String message, Map<String, String> witness) {
    findings.add(
        new Finding(
            Finding.Kind.OSCILLATION,
            List.of(rule.id()),
            rule.commands().stream().findFirst(),
            message,
            witness,
            rule.place()));
  }
}
