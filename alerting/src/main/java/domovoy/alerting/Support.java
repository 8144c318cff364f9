package domovoy.alerting;

import domovoy.alerting.language.EvaluationException;
import domovoy.alerting.language.Evaluator;
import domovoy.alerting.language.Expression;
import domovoy.alerting.language.Signal;
import domovoy.alerting.language.Truth;
import domovoy.core.PointId;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Finds the points that made a condition what it is: of an "or", the branch that held. */
final class Support {
  private final Evaluator evaluator;
  private final Set<PointId> points = new LinkedHashSet<>();

  Support(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  Set<PointId> of(Expression expression) {
    visit(expression);
    return points;
  }

  /** The truth of a condition; one that has no value is unknown. */
  static Truth truth(Supplier<Truth> condition) {
    try {
      return condition.get();
    } catch (EvaluationException _) {
      return Truth.UNKNOWN;
    }
  }

  private void visit(Expression expression) {
    switch (expression) {
      case Expression.And(var left, var right, _) -> branches(left, right, Truth.FALSE);
      case Expression.Or(var left, var right, _) -> branches(left, right, Truth.TRUE);
      case Expression.Variable(Signal.Held(var condition, _), _) -> visit(condition.expression());
      case Expression.Variable(var signal, _) -> signal.point().ifPresent(points::add);
      case Expression.Not _,
          Expression.Constant _,
          Expression.Conditional _,
          Expression.Comparison _,
          Expression.Arithmetic _,
          Expression.Negative _,
          Expression.OneOf _,
          Expression.Foreign _ ->
          expression.parts().forEach(this::visit);
    }
  }

  /** One branch with the deciding truth is enough; otherwise both count. */
  private void branches(Expression left, Expression right, Truth deciding) {
    var first = truth(evaluator.truth(left)) == deciding;
    var second = truth(evaluator.truth(right)) == deciding;
    if (first || !second) {
      visit(left);
    }
    if (second || !first) {
      visit(right);
    }
  }
}
