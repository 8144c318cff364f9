package domovoy.alerting.language;

import domovoy.alerting.language.Expression.And;
import domovoy.alerting.language.Expression.Arithmetic;
import domovoy.alerting.language.Expression.Comparison;
import domovoy.alerting.language.Expression.Conditional;
import domovoy.alerting.language.Expression.Constant;
import domovoy.alerting.language.Expression.Foreign;
import domovoy.alerting.language.Expression.Negative;
import domovoy.alerting.language.Expression.Not;
import domovoy.alerting.language.Expression.OneOf;
import domovoy.alerting.language.Expression.Or;
import domovoy.alerting.language.Expression.Relation;
import domovoy.alerting.language.Expression.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes an expression into something that answers at once: reading a few cells, without looking
 * anything up. The result is as CEL's, and unknown when it would depend on what is unknown.
 */
public final class Evaluator {
  private final Function<Signal, Cell> cells;

  /**
   * @param cells the cell that holds a signal's value
   */
  public Evaluator(Function<Signal, Cell> cells) {
    this.cells = cells;
  }

  /** The truth of a condition at the moment of the call. */
  public Supplier<Truth> truth(Expression expression) {
    return switch (expression) {
      case Constant constant -> {
        var value = Truth.of(constant.value().equals(true));
        yield () -> value;
      }
      case Variable(var signal, _) -> cells.apply(signal)::truth;
      case Not(var of, _) -> {
        var inner = truth(of);
        yield () -> inner.get().not();
      }
      case And(var left, var right, _) -> and(truth(left), truth(right));
      case Or(var left, var right, _) -> or(truth(left), truth(right));
      case Conditional(var condition, var then, var otherwise, _) ->
          choose(truth(condition), truth(then), truth(otherwise), Truth.UNKNOWN);
      case Comparison comparison -> compare(comparison);
      case OneOf oneOf -> oneOf(oneOf);
      case Foreign foreign -> {
        var value = foreign(foreign);
        yield () -> value.get().map(it -> Truth.of((Boolean) it)).orElse(Truth.UNKNOWN);
      }
      case Arithmetic _, Negative _ -> throw notOf(Kind.TRUTH, expression);
    };
  }

  private DoubleSupplier number(Expression expression) {
    return switch (expression) {
      case Constant constant -> {
        var value = (double) constant.value();
        yield () -> value;
      }
      case Variable(var signal, _) -> cells.apply(signal)::number;
      case Negative(var of, _) -> {
        var inner = number(of);
        yield () -> -inner.getAsDouble();
      }
      case Arithmetic(var operation, var first, var second, _) -> {
        var left = number(first);
        var right = number(second);
        yield () -> operation.apply(left.getAsDouble(), right.getAsDouble());
      }
      case Conditional(var condition, var then, var otherwise, _) -> {
        var first = number(then);
        var second = number(otherwise);
        var chosen = choose(truth(condition), first::getAsDouble, second::getAsDouble, Double.NaN);
        yield chosen::get;
      }
      case Foreign foreign -> {
        var value = foreign(foreign);
        yield () -> (Double) value.get().orElse(Double.NaN);
      }
      case Not _, And _, Or _, Comparison _, OneOf _ -> throw notOf(Kind.NUMBER, expression);
    };
  }

  private Supplier<Optional<String>> text(Expression expression) {
    return switch (expression) {
      case Constant constant -> {
        var value = Optional.of((String) constant.value());
        yield () -> value;
      }
      case Variable(var signal, _) -> cells.apply(signal)::text;
      case Conditional(var condition, var then, var otherwise, _) ->
          choose(truth(condition), text(then), text(otherwise), Optional.empty());
      case Foreign foreign -> {
        var value = foreign(foreign);
        yield () -> value.get().map(String.class::cast);
      }
      case Not _, And _, Or _, Comparison _, OneOf _, Arithmetic _, Negative _ ->
          throw notOf(Kind.TEXT, expression);
    };
  }

  private static Supplier<Truth> and(Supplier<Truth> left, Supplier<Truth> right) {
    return () -> {
      var first = left.get();
      if (first == Truth.FALSE) {
        return Truth.FALSE;
      }
      var second = right.get();
      return first == Truth.TRUE || second == Truth.FALSE ? second : Truth.UNKNOWN;
    };
  }

  private static Supplier<Truth> or(Supplier<Truth> left, Supplier<Truth> right) {
    return () -> {
      var first = left.get();
      if (first == Truth.TRUE) {
        return Truth.TRUE;
      }
      var second = right.get();
      return first == Truth.FALSE || second == Truth.TRUE ? second : Truth.UNKNOWN;
    };
  }

  private static <T> Supplier<T> choose(
      Supplier<Truth> condition, Supplier<T> then, Supplier<T> otherwise, T unknown) {
    return () ->
        switch (condition.get()) {
          case TRUE -> then.get();
          case FALSE -> otherwise.get();
          case UNKNOWN -> unknown;
        };
  }

  private Supplier<Truth> compare(Comparison comparison) {
    var relation = comparison.relation();
    return switch (comparison.left().kind()) {
      case NUMBER -> numbers(relation, number(comparison.left()), number(comparison.right()));
      case TEXT -> {
        var left = text(comparison.left());
        var right = text(comparison.right());
        yield () -> {
          var first = left.get();
          var second = right.get();
          return first.isEmpty() || second.isEmpty()
              ? Truth.UNKNOWN
              : Truth.of(relation.holds(first.get().compareTo(second.get())));
        };
      }
      case TRUTH -> {
        var left = truth(comparison.left());
        var right = truth(comparison.right());
        yield () -> {
          var first = left.get();
          var second = right.get();
          return first == Truth.UNKNOWN || second == Truth.UNKNOWN
              ? Truth.UNKNOWN
              : Truth.of(relation.holds(first.compareTo(second)));
        };
      }
    };
  }

  private static Supplier<Truth> numbers(
      Relation relation, DoubleSupplier left, DoubleSupplier right) {
    return () -> {
      var first = left.getAsDouble();
      var second = right.getAsDouble();
      return Double.isNaN(first) || Double.isNaN(second)
          ? Truth.UNKNOWN
          : Truth.of(relation.holds(first < second ? -1 : first > second ? 1 : 0));
    };
  }

  private Supplier<Truth> oneOf(OneOf oneOf) {
    Set<Object> choices = new HashSet<>();
    oneOf.choices().forEach(it -> choices.add(it.value()));
    var value = boxed(oneOf.of());
    return () -> value.get().map(it -> Truth.of(choices.contains(it))).orElse(Truth.UNKNOWN);
  }

  private Supplier<Optional<Object>> foreign(Foreign foreign) {
    var variables = foreign.variables().stream().map(this::boxed).toList();
    return () -> {
      var values = new ArrayList<Object>(variables.size());
      for (var variable : variables) {
        var value = variable.get();
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.add(value.get());
      }
      return Optional.of(foreign.program().evaluate(List.copyOf(values)));
    };
  }

  private Supplier<Optional<Object>> boxed(Expression expression) {
    return switch (expression.kind()) {
      case NUMBER -> {
        var value = number(expression);
        yield () -> Optional.<Object>of(value.getAsDouble()).filter(it -> !it.equals(Double.NaN));
      }
      case TRUTH -> {
        var value = truth(expression);
        yield () ->
            Optional.of(value.get()).filter(it -> it != Truth.UNKNOWN).map(it -> it == Truth.TRUE);
      }
      case TEXT -> {
        var value = text(expression);
        yield () -> value.get().map(Object.class::cast);
      }
    };
  }

  private static IllegalStateException notOf(Kind kind, Expression expression) {
    return new IllegalStateException("checked by CEL: " + expression + " is no " + kind);
  }
}
