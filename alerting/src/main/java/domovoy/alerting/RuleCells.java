package domovoy.alerting;

import domovoy.alerting.language.Cell;
import domovoy.alerting.language.Durations;
import domovoy.alerting.language.Evaluator;
import domovoy.alerting.language.Expression;
import domovoy.alerting.language.Signal;
import domovoy.alerting.language.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The cells that one rule reads; each signal has one, with the rule's age limits. */
final class RuleCells {
  private static final double SECOND = 1e9;

  private final World world;
  private final Rule rule;
  private final Map<Signal, SignalCell> cells = new LinkedHashMap<>();
  private final List<SignalCell.OfHeld> held = new ArrayList<>();
  private SignalCell[] all = {};
  private final Evaluator evaluator = new Evaluator(this::cell);

  RuleCells(World world, Rule rule) {
    this.world = world;
    this.rule = rule;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  /** Brings the {@code for(...)}s up to now, inner ones first. */
  void update() {
    for (var index = 0; index < held.size(); index++) {
      held.get(index).update();
    }
  }

  List<SignalCell.OfHeld> held() {
    return held;
  }

  /** When time alone may next change anything here. */
  long nextChange() {
    if (all.length != cells.size()) {
      all = cells.values().toArray(SignalCell[]::new);
    }
    var next = Nanos.NEVER;
    for (var cell : all) {
      next = Math.min(next, cell.nextChange());
    }
    return next;
  }

  private Cell cell(Signal signal) {
    var known = cells.get(signal);
    if (known == null) {
      known = make(signal);
      cells.put(signal, known);
    }
    return known;
  }

  private SignalCell make(Signal signal) {
    return switch (signal) {
      case Signal.Current(var id, _) ->
          new SignalCell.OfPoint(world, world.point(id), limit(signal));
      case Signal.Windowed(var figure, var id, var span) ->
          new SignalCell.OfWindow(
              world,
              world.point(id),
              limit(signal),
              world.point(id).window(Nanos.of(span)),
              figure);
      case Signal.Changed(var id, var within) ->
          new SignalCell.OfChange(world, world.point(id), limit(signal), Nanos.of(within));
      case Signal.Age age -> new SignalCell.OfAge(world, world.point(age.id()), thresholds(age));
      case Signal.Held(var condition, var duration) -> {
        var cell =
            new SignalCell.OfHeld(
                world, evaluator.truth(condition.expression()), Nanos.of(duration));
        held.add(cell);
        yield cell;
      }
      case Signal.Calendar(var word) -> new SignalCell.OfCalendar(world, word);
      case Signal.Mode _ -> new SignalCell.OfEvent(world::mode, () -> Truth.UNKNOWN);
      case Signal.Presence(var person) ->
          new SignalCell.OfEvent(Optional::empty, () -> world.presence(person));
      case Signal.Alert(var name) -> new SignalCell.OfEvent(Optional::empty, truthOf(name));
    };
  }

  private Supplier<Truth> truthOf(String alert) {
    return () -> Truth.of(world.alerts().contains(alert));
  }

  private long limit(Signal signal) {
    return signal.point().flatMap(rule.ages()::of).map(Nanos::of).orElse(Nanos.NEVER);
  }

  /** The ages that this signal is compared with; none when it is used in any other way. */
  private long[] thresholds(Signal.Age age) {
    var uses = expressions().flatMap(Expression::all).filter(it -> isUse(it, age)).count();
    var bounds =
        expressions()
            .flatMap(Expression::all)
            .flatMap(it -> bound(it, age).stream())
            .sorted()
            .toList();
    return bounds.size() == uses
        ? bounds.stream().mapToLong(Long::longValue).toArray()
        : new long[0];
  }

  private Stream<Expression> expressions() {
    return Stream.concat(Stream.of(rule.when()), rule.until().stream())
        .map(it -> it.expression())
        .flatMap(RuleCells::withInner);
  }

  private static Stream<Expression> withInner(Expression expression) {
    return Stream.concat(
        Stream.of(expression),
        expression
            .signals()
            .filter(Signal.Held.class::isInstance)
            .map(it -> ((Signal.Held) it).condition().expression()));
  }

  private static boolean isUse(Expression expression, Signal.Age age) {
    return expression instanceof Expression.Variable(var signal, _) && signal.equals(age);
  }

  private static Optional<Long> bound(Expression expression, Signal.Age age) {
    if (!(expression instanceof Expression.Comparison(_, var left, var right, _))) {
      return Optional.empty();
    }
    var constant = isUse(left, age) ? right : isUse(right, age) ? left : expression;
    return constant instanceof Expression.Constant(Double seconds, _, _)
            && seconds >= 0
            && seconds <= Durations.LONGEST.toSeconds()
        ? Optional.of((long) (seconds * SECOND))
        : Optional.empty();
  }

  /** Bytes that the windows of this rule take; shared ones are counted in each rule. */
  long bytes() {
    return rule.signals().stream()
        .filter(Signal.Windowed.class::isInstance)
        .map(Signal.Windowed.class::cast)
        .map(it -> world.point(it.id()).window(Nanos.of(it.window())))
        .distinct()
        .mapToLong(Window::bytes)
        .sum();
  }

  /** Points that conditions look at and that are unknown now. */
  List<PointState> unknownPoints() {
    return rule.watches().stream()
        .map(world::point)
        .filter(
            it ->
                !it.isFresh(
                    world.now(), rule.ages().of(it.id()).map(Nanos::of).orElse(Nanos.NEVER)))
        .toList();
  }
}
