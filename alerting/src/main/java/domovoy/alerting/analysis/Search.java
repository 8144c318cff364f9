package domovoy.alerting.analysis;

import domovoy.alerting.language.Cell;
import domovoy.alerting.language.EvaluationException;
import domovoy.alerting.language.Evaluator;
import domovoy.alerting.language.Expression;
import domovoy.alerting.language.Expression.And;
import domovoy.alerting.language.Expression.Comparison;
import domovoy.alerting.language.Expression.Not;
import domovoy.alerting.language.Expression.Or;
import domovoy.alerting.language.Expression.Relation;
import domovoy.alerting.language.Expression.Variable;
import domovoy.alerting.language.Signal;
import domovoy.alerting.language.Truth;
import domovoy.core.House;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Looks for values at which a condition holds. Values are tried signal by signal; what is not yet
 * chosen is unknown, and a branch is left as soon as the condition is false whatever may follow. A
 * witness that is found has been evaluated by the engine's own evaluator.
 */
final class Search {
  private static final int MOST_STEPS = 200_000;

  /** What came of a search. */
  sealed interface Answer {
    /** It holds at these values. */
    record Holds(Map<Signal, Object> values) implements Answer {}

    /** It can never hold. */
    record Never() implements Answer {}

    /** Neither was found. */
    record Undecided() implements Answer {}
  }

  private final Map<Signal, Object> chosen = new LinkedHashMap<>();
  private final Map<Signal, Cell> cells = new HashMap<>();
  private final List<Signal> order = new ArrayList<>();
  private final Candidates candidates;
  private final Supplier<Truth> condition;
  private final Supplier<Truth> axioms;
  private int steps;

  private Search(Expression expression, Map<Signal, Object> given, House house) {
    this.candidates = Candidates.of(expression, house);
    var evaluator = new Evaluator(this::cell);
    this.condition = evaluator.truth(expression);
    this.axioms = evaluator.truth(axioms(List.copyOf(candidates.signals())));
    chosen.putAll(given);
    candidates.signals().stream().filter(it -> !given.containsKey(it)).forEach(order::add);
    order.sort((left, right) -> Integer.compare(size(left), size(right)));
  }

  private int size(Signal signal) {
    return candidates.of(signal).size();
  }

  /**
   * Searches.
   *
   * @param given values that are fixed
   */
  static Answer search(Expression expression, Map<Signal, Object> given, House house) {
    var search = new Search(expression, given, house);
    if (search.choose(0)) {
      return new Answer.Holds(new LinkedHashMap<>(search.chosen));
    }
    return search.steps < MOST_STEPS && search.candidates.areExhaustive()
        ? new Answer.Never()
        : new Answer.Undecided();
  }

  private boolean choose(int index) {
    steps++;
    if (steps >= MOST_STEPS || truth(axioms) == Truth.FALSE) {
      return false;
    }
    var now = truth(condition);
    if (now == Truth.FALSE) {
      return false;
    }
    if (index == order.size()) {
      return now == Truth.TRUE && truth(axioms) == Truth.TRUE;
    }
    var signal = order.get(index);
    for (var value : candidates.of(signal)) {
      chosen.put(signal, value);
      if (choose(index + 1)) {
        return true;
      }
    }
    chosen.remove(signal);
    return false;
  }

  private static Truth truth(Supplier<Truth> condition) {
    try {
      return condition.get();
    } catch (EvaluationException _) {
      return Truth.FALSE;
    }
  }

  /** What always holds between signals: a minimum is not above the value, and so on. */
  private static Expression axioms(List<Signal> signals) {
    Expression all = new Expression.Constant(true, domovoy.alerting.language.Kind.TRUTH, 0);
    for (var signal : signals) {
      if (signal instanceof Signal.Held(var inner, _)) {
        all = new And(all, new Or(new Not(new Variable(signal, 0), 0), inner.expression(), 0), 0);
      }
      for (var other : signals) {
        if (isNotAbove(signal, other)) {
          var order =
              new Comparison(Relation.AT_MOST, new Variable(signal, 0), new Variable(other, 0), 0);
          all = new And(all, order, 0);
        }
      }
    }
    return all;
  }

  private static boolean isNotAbove(Signal low, Signal high) {
    if (low.equals(high)
        || Candidates.ownValue(low).isEmpty()
        || !Candidates.ownValue(low).equals(Candidates.ownValue(high))) {
      return false;
    }
    var isMinimum = low instanceof Signal.Windowed(var figure, _, _) && figure == Signal.Figure.MIN;
    var isMaximum =
        high instanceof Signal.Windowed(var figure, _, _) && figure == Signal.Figure.MAX;
    // windows of different lengths all contain the present value
    return isMinimum && (isPresent(high) || isMaximum || sameWindow(low, high))
        || isMaximum && (isPresent(low) || sameWindow(low, high));
  }

  private static boolean isPresent(Signal signal) {
    return signal instanceof Signal.Current;
  }

  private static boolean sameWindow(Signal left, Signal right) {
    return left instanceof Signal.Windowed(_, _, var one)
        && right instanceof Signal.Windowed(_, _, var two)
        && one.equals(two);
  }

  private Cell cell(Signal signal) {
    return cells.computeIfAbsent(signal, Chosen::new);
  }

  /** A signal's chosen value. */
  private final class Chosen implements Cell {
    private final Signal signal;

    Chosen(Signal signal) {
      this.signal = signal;
    }

    @Override
    public double number() {
      return chosen.get(signal) instanceof Double number ? number : Double.NaN;
    }

    @Override
    public Truth truth() {
      return chosen.get(signal) instanceof Boolean on ? Truth.of(on) : Truth.UNKNOWN;
    }

    @Override
    public Optional<String> text() {
      return chosen.get(signal) instanceof String text ? Optional.of(text) : Optional.empty();
    }
  }
}
