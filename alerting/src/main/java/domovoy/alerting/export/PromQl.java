package domovoy.alerting.export;

import domovoy.alerting.language.Expression;
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
import domovoy.alerting.language.Kind;
import domovoy.alerting.language.Signal;
import domovoy.core.House;
import domovoy.core.MetricName;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Conditions in PromQL, over the metrics that Domovoy's exporters serve. The text yields a series
 * exactly when the condition holds, and none when it does not or a metric is missing.
 */
final class PromQl {
  private final House house;

  PromQl(House house) {
    this.house = house;
  }

  /**
   * @throws NotExpressibleException naming what PromQL has no words for
   */
  String holds(Expression condition) throws NotExpressibleException {
    return truth(condition, true);
  }

  String fails(Expression condition) throws NotExpressibleException {
    return truth(condition, false);
  }

  private String truth(Expression expression, boolean wanted) throws NotExpressibleException {
    return switch (expression) {
      case Not(var of, _) -> truth(of, !wanted);
      case And(var left, var right, _) -> both(left, right, wanted, wanted ? "and" : "or");
      case Or(var left, var right, _) -> both(left, right, wanted, wanted ? "or" : "and");
      case Conditional(var condition, var then, var otherwise, _) ->
          "((%s) and on() (%s)) or on() ((%s) and on() (%s))"
              .formatted(
                  truth(condition, true),
                  truth(then, wanted),
                  truth(condition, false),
                  truth(otherwise, wanted));
      case Variable(var signal, _) -> truth(signal, wanted);
      case Comparison comparison -> comparison(comparison, wanted);
      case OneOf oneOf -> oneOf(oneOf, wanted);
      case Constant _, Foreign _, Arithmetic _, Negative _ ->
          throw new NotExpressibleException("PromQL has no words for a part of the condition");
    };
  }

  private String both(Expression left, Expression right, boolean wanted, String operator)
      throws NotExpressibleException {
    return "(%s) %s on() (%s)".formatted(truth(left, wanted), operator, truth(right, wanted));
  }

  private String truth(Signal signal, boolean wanted) throws NotExpressibleException {
    return switch (signal) {
      case Signal.Current(var id, _) -> series(id) + " == " + (wanted ? 1 : 0);
      case Signal.Changed(var id, var within) ->
          "changes(%s[%s]) %s 0".formatted(series(id), seconds(within), wanted ? ">" : "==");
      case Signal.Windowed _,
          Signal.Age _,
          Signal.Held _,
          Signal.Calendar _,
          Signal.Mode _,
          Signal.Presence _,
          Signal.Alert _ ->
          throw unknown(signal);
    };
  }

  private String comparison(Comparison comparison, boolean wanted) throws NotExpressibleException {
    var relation = wanted ? comparison.relation() : comparison.relation().negated();
    var left = comparison.left();
    var right = comparison.right();
    return switch (left.kind()) {
      case NUMBER ->
          "%s %s%s %s"
              .formatted(number(left), relation.symbol(), matching(left, right), number(right));
      case TRUTH -> equality(left, right, relation);
      case TEXT -> choice(left, right, relation);
    };
  }

  private String equality(Expression left, Expression right, Relation relation)
      throws NotExpressibleException {
    if (left instanceof Constant) {
      return equality(right, left, relation);
    }
    if (right instanceof Constant(Boolean value, _, _)) {
      return truth(left, value == (relation == Relation.EQUAL));
    }
    throw new NotExpressibleException("PromQL has no words for comparing two on/off values");
  }

  private String choice(Expression left, Expression right, Relation relation)
      throws NotExpressibleException {
    if (left instanceof Constant) {
      return choice(right, left, relation.mirrored());
    }
    if (left instanceof Variable(Signal.Current(var id, _), _)
        && isChoice(id)
        && right instanceof Constant(String label, _, _)
        && (relation == Relation.EQUAL || relation == Relation.NOT_EQUAL)) {
      return "%s == %d".formatted(state(id, "=", label), relation == Relation.EQUAL ? 1 : 0);
    }
    throw noText(left);
  }

  private boolean isChoice(PointId id) {
    return house.requirePoint(id).accepts() instanceof ValueType.Choice;
  }

  private NotExpressibleException noText(Expression expression) {
    return expression instanceof Variable(var signal, _) && signal.point().isEmpty()
        ? unknown(signal)
        : new NotExpressibleException("Prometheus has no text: only labels of a choice compare");
  }

  private String oneOf(OneOf oneOf, boolean wanted) throws NotExpressibleException {
    if (oneOf.of().kind() == Kind.NUMBER) {
      var number = number(oneOf.of());
      return oneOf.choices().stream()
          .map(
              it -> "(%s %s %s)".formatted(number, wanted ? "==" : "!=", show((Double) it.value())))
          .collect(Collectors.joining(wanted ? " or on() " : " and on() "));
    }
    if (oneOf.of() instanceof Variable(Signal.Current(var id, var kind), _)
        && kind == Kind.TEXT
        && isChoice(id)) {
      var labels =
          oneOf.choices().stream()
              .map(it -> it.value().toString().replaceAll("[^\\p{L}\\p{N} ]", "\\\\$0"))
              .collect(Collectors.joining("|"));
      return "max(%s) == %d".formatted(state(id, "=~", labels), wanted ? 1 : 0);
    }
    throw noText(oneOf.of());
  }

  private String number(Expression expression) throws NotExpressibleException {
    return switch (expression) {
      case Constant(Double value, _, _) -> show(value);
      case Variable(var signal, _) -> number(signal);
      case Negative(var of, _) -> "-(%s)".formatted(number(of));
      case Arithmetic(var operation, var left, var right, _) -> {
        var symbol =
            switch (operation) {
              case ADD -> "+";
              case SUBTRACT -> "-";
              case MULTIPLY -> "*";
              case DIVIDE -> "/";
            };
        yield "(%s %s%s %s)".formatted(number(left), symbol, matching(left, right), number(right));
      }
      case Constant _, Conditional _, Foreign _, Not _, And _, Or _, Comparison _, OneOf _ ->
          throw new NotExpressibleException("PromQL has no words for a part of the condition");
    };
  }

  private String number(Signal signal) throws NotExpressibleException {
    return switch (signal) {
      case Signal.Current(var id, _) -> inUnitOf(id, series(id));
      case Signal.Age(var id) -> "domovoy_reading_age_seconds{%s}".formatted(labels(id));
      case Signal.Windowed(var figure, var id, var window) -> {
        var range = "%s[%s]".formatted(series(id), seconds(window));
        yield switch (figure) {
          case AVG, MIN, MAX -> inUnitOf(id, "%s_over_time(%s)".formatted(figure.word(), range));
          case RATE ->
              "(%s * %s)"
                  .formatted(
                      scaled(id, "delta(%s)".formatted(range)), show(3600.0 / window.toSeconds()));
          case INCREASE -> scaled(id, "increase(%s)".formatted(range));
        };
      }
      case Signal.Changed _,
          Signal.Held _,
          Signal.Calendar _,
          Signal.Mode _,
          Signal.Presence _,
          Signal.Alert _ ->
          throw unknown(signal);
    };
  }

  private static NotExpressibleException unknown(Signal signal) {
    return new NotExpressibleException("Prometheus does not know " + signal.text());
  }

  /** Two series are matched whatever their labels; a number needs no matching. */
  private static String matching(Expression left, Expression right) {
    return hasSeries(left) && hasSeries(right) ? " on()" : "";
  }

  private static boolean hasSeries(Expression expression) {
    return expression.all().anyMatch(Variable.class::isInstance);
  }

  private String series(PointId id) {
    return "%s{%s}".formatted(metric(id).name(), labels(id));
  }

  private String state(PointId id, String operator, String label) {
    return "%s_state{%s,state%s\"%s\"}"
        .formatted(
            metric(id).name(),
            labels(id),
            operator,
            label.replace("\\", "\\\\").replace("\"", "\\\""));
  }

  private String labels(PointId id) {
    return "site=\"%s\",point=\"%s\"".formatted(house.site().id(), id);
  }

  private MetricName metric(PointId id) {
    Point point = house.requirePoint(id);
    return MetricName.of(point.quantity(), point.unit());
  }

  /** Metrics are in base units; conditions are in the point's. */
  private String inUnitOf(PointId id, String series) {
    var offset = metric(id).convert().applyAsDouble(0);
    return scaled(id, offset == 0 ? series : "(%s - %s)".formatted(series, show(offset)));
  }

  private String scaled(PointId id, String series) {
    var convert = metric(id).convert();
    var factor = convert.applyAsDouble(1) - convert.applyAsDouble(0);
    return factor == 1 ? series : "(%s * %s)".formatted(series, show(1 / factor));
  }

  private static String show(double number) {
    return Value.of(new BigDecimal(number).round(new MathContext(12)).doubleValue()).toString();
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + "s";
  }
}
