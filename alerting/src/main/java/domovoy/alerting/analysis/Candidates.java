package domovoy.alerting.analysis;

import domovoy.alerting.language.Expression;
import domovoy.alerting.language.Expression.Comparison;
import domovoy.alerting.language.Expression.Constant;
import domovoy.alerting.language.Expression.Foreign;
import domovoy.alerting.language.Expression.OneOf;
import domovoy.alerting.language.Expression.Variable;
import domovoy.alerting.language.Kind;
import domovoy.alerting.language.Signal;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * For each signal of a condition, values such that every way of being compared is among them: each
 * constant it is compared with, one value on either side, and the ends of what it can be. If all
 * comparisons are of a signal with a constant, trying these is as good as trying all values.
 */
final class Candidates {
  private static final double FAR = 1e6;
  private static final List<String> WEEKDAYS =
      List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
  private static final List<String> SEASONS = List.of("winter", "spring", "summer", "autumn");

  private final House house;
  private final Map<Signal, Set<Object>> constants = new LinkedHashMap<>();
  private final Map<Signal, Integer> uses = new HashMap<>();
  private final Set<Signal> entangled = new LinkedHashSet<>();
  private boolean opaque;

  private Candidates(House house) {
    this.house = house;
  }

  static Candidates of(Expression expression, House house) {
    var candidates = new Candidates(house);
    candidates.collect(expression);
    return candidates;
  }

  private void collect(Expression expression) {
    expression.all().forEach(this::look);
    expression
        .all()
        .filter(Variable.class::isInstance)
        .map(it -> ((Variable) it).signal())
        .filter(Signal.Held.class::isInstance)
        .forEach(it -> collect(((Signal.Held) it).condition().expression()));
  }

  private void look(Expression expression) {
    switch (expression) {
      case Variable(var signal, _) -> {
        constants.computeIfAbsent(signal, _ -> new LinkedHashSet<>());
        uses.merge(signal, 1, Integer::sum);
      }
      case Comparison(_, var left, var right, _) -> compared(left, right);
      case OneOf(Variable(var signal, _), var choices, _) ->
          choices.forEach(it -> constant(signal, it.value()));
      case OneOf oneOf -> entangle(oneOf.of(), List.of());
      case Foreign foreign -> entangle(foreign, List.of());
      case Constant _,
          Expression.Not _,
          Expression.And _,
          Expression.Or _,
          Expression.Conditional _,
          Expression.Arithmetic _,
          Expression.Negative _ -> {}
    }
  }

  private void compared(Expression left, Expression right) {
    if (left instanceof Variable(var signal, _) && right instanceof Constant constant) {
      constant(signal, constant.value());
    } else if (right instanceof Variable(var signal, _) && left instanceof Constant constant) {
      constant(signal, constant.value());
    } else if (left.kind() != Kind.TRUTH) {
      var numbers =
          Stream.concat(left.all(), right.all())
              .filter(Constant.class::isInstance)
              .map(it -> ((Constant) it).value())
              .toList();
      entangle(left, numbers);
      entangle(right, numbers);
    }
  }

  private void entangle(Expression expression, List<Object> numbers) {
    expression
        .all()
        .filter(Variable.class::isInstance)
        .map(it -> ((Variable) it).signal())
        .forEach(
            signal -> {
              entangled.add(signal);
              numbers.stream()
                  .filter(it -> it instanceof Double && signal.kind() == Kind.NUMBER)
                  .forEach(it -> constant(signal, it));
            });
    opaque |= expression.all().anyMatch(it -> it instanceof Foreign && !isBounded(it));
  }

  private boolean isBounded(Expression foreign) {
    return foreign.signals().allMatch(it -> it.kind() == Kind.TRUTH || isChoice(it));
  }

  private boolean isChoice(Signal signal) {
    return signal instanceof Signal.Current(var id, _)
        && house.requirePoint(id).accepts() instanceof ValueType.Choice;
  }

  private void constant(Signal signal, Object value) {
    constants.computeIfAbsent(signal, _ -> new LinkedHashSet<>()).add(value);
  }

  Set<Signal> signals() {
    return constants.keySet();
  }

  /**
   * Whether finding nothing among the candidates proves that there is nothing: what is compared
   * with something other than a constant must occur only once, so that its extremes decide.
   */
  boolean areExhaustive() {
    return !opaque && entangled.stream().allMatch(it -> uses.getOrDefault(it, 0) <= 1);
  }

  /** The values to try for a signal, likely ones first. */
  List<Object> of(Signal signal) {
    return switch (signal.kind()) {
      case TRUTH -> List.of(true, false);
      case NUMBER -> numbers(signal);
      case TEXT -> texts(signal);
    };
  }

  private List<Object> numbers(Signal signal) {
    var range = range(signal);
    var bounds = new TreeSet<Double>();
    related(signal)
        .flatMap(it -> constants.get(it).stream())
        .filter(Double.class::isInstance)
        .map(Double.class::cast)
        .filter(it -> it >= range.minimum() && it <= range.maximum())
        .forEach(bounds::add);
    bounds.add(range.minimum());
    bounds.add(range.maximum());
    var values = new ArrayList<Object>();
    var before = Optional.<Double>empty();
    for (var bound : bounds) {
      before.ifPresent(it -> values.add(between(it, bound)));
      before = Optional.of(bound);
    }
    values.addAll(bounds);
    return values;
  }

  /** A plain number between two, whole if there is one: it is to be read by people. */
  private static double between(double low, double high) {
    var middle = low / 2 + high / 2;
    var whole = Math.rint(middle);
    var near = high - low > 4 && low > -FAR && high >= FAR ? Math.rint(low) + 1 : whole;
    return near > low && near < high ? near : middle;
  }

  /** Signals of one point's own values share their candidates, so that they can be ordered. */
  private Stream<Signal> related(Signal signal) {
    return ownValue(signal)
        .map(
            point ->
                constants.keySet().stream().filter(it -> ownValue(it).equals(Optional.of(point))))
        .orElseGet(() -> Stream.of(signal));
  }

  /** The point whose values this signal takes, be it now or over a window. */
  static Optional<PointId> ownValue(Signal signal) {
    return switch (signal) {
      case Signal.Current(var id, var kind) when kind == Kind.NUMBER -> Optional.of(id);
      case Signal.Windowed(var figure, var id, _)
          when figure != Signal.Figure.RATE && figure != Signal.Figure.INCREASE ->
          Optional.of(id);
      case Signal.Current _,
          Signal.Windowed _,
          Signal.Changed _,
          Signal.Age _,
          Signal.Held _,
          Signal.Calendar _,
          Signal.Mode _,
          Signal.Presence _,
          Signal.Alert _ ->
          Optional.empty();
    };
  }

  private ValueType.Number range(Signal signal) {
    if (ownValue(signal).isPresent()) {
      return house.requirePoint(ownValue(signal).get()).accepts() instanceof ValueType.Number range
          ? range
          : new ValueType.Number(-FAR, FAR);
    }
    return switch (signal) {
      case Signal.Windowed(var figure, _, _) when figure == Signal.Figure.INCREASE ->
          new ValueType.Number(0, Double.MAX_VALUE / 4);
      case Signal.Age _ -> new ValueType.Number(0, Double.MAX_VALUE / 4);
      case Signal.Calendar(var word) when word == Signal.Word.MONTH -> new ValueType.Number(1, 12);
      case Signal.Calendar _ -> new ValueType.Number(-90, 90);
      case Signal.Windowed _,
          Signal.Current _,
          Signal.Changed _,
          Signal.Held _,
          Signal.Mode _,
          Signal.Presence _,
          Signal.Alert _ ->
          new ValueType.Number(-Double.MAX_VALUE / 4, Double.MAX_VALUE / 4);
    };
  }

  private List<Object> texts(Signal signal) {
    return switch (signal) {
      case Signal.Calendar(var word) when word == Signal.Word.WEEKDAY -> List.copyOf(WEEKDAYS);
      case Signal.Calendar(var word) when word == Signal.Word.SEASON -> List.copyOf(SEASONS);
      case Signal.Calendar _ -> times(signal);
      case Signal.Current(var id, _)
          when house.requirePoint(id).accepts() instanceof ValueType.Choice(var labels) ->
          List.copyOf(labels);
      case Signal.Current _,
          Signal.Mode _,
          Signal.Windowed _,
          Signal.Changed _,
          Signal.Age _,
          Signal.Held _,
          Signal.Presence _,
          Signal.Alert _ ->
          Stream.concat(
                  constants.get(signal).stream().flatMap(it -> Stream.of(it, it + "!")),
                  Stream.of("", "other"))
              .distinct()
              .toList();
    };
  }

  private List<Object> times(Signal signal) {
    var minutes = new TreeSet<Integer>(List.of(0, 1439));
    for (var constant : constants.get(signal)) {
      var text = (String) constant;
      var minute =
          Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
      Stream.of(minute - 1, minute, minute + 1)
          .filter(it -> it >= 0 && it < 1440)
          .forEach(minutes::add);
    }
    return minutes.stream().<Object>map(it -> "%02d:%02d".formatted(it / 60, it % 60)).toList();
  }
}
