package domovoy.alerting.backtest;

import domovoy.alerting.Effect;
import domovoy.alerting.Event;
import domovoy.alerting.Rule;
import domovoy.alerting.RuleEngine;
import domovoy.alerting.RuleSet;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs rules over what has happened, on the same engine as live and as fast as it goes. Rules count
 * as enabled, whatever their state. What the rules command does not change what was recorded: a
 * heater that would have been on longer does not warm the recorded room.
 */
public final class Backtest {
  private static final TraceId TRACE = new TraceId("00000000000000000000000000000002");

  private final RuleEngine engine;
  private final Instant until;
  private final Map<String, RuleTrack> rules = new LinkedHashMap<>();
  private final Map<PointId, ActuatorTrack> actuators = new LinkedHashMap<>();
  private Instant now;
  private final Instant from;
  private long readings;

  private Backtest(RuleSet rules, House house, Instant start, Instant from, Instant until) {
    this.engine = new RuleEngine(rules, house, start);
    this.from = from;
    this.until = until;
    this.now = start;
    for (var rule : rules.rules()) {
      this.rules.put(rule.id(), new RuleTrack(rule.id(), from));
      rule.commands()
          .forEach(it -> actuators.computeIfAbsent(it, _ -> new ActuatorTrack(it, from)));
    }
  }

  /**
   * Runs the rules over readings.
   *
   * @param history readings in the order of their times, of all points the rules look at; readings
   *     from before {@code from} fill windows and timers and are not counted
   * @param mode the mode the house is taken to be in
   * @throws InvalidInputException when {@code until} is not after {@code from}
   */
  public static BacktestReport run(
      RuleSet rules,
      House house,
      Iterator<Reading> history,
      Optional<String> mode,
      Instant from,
      Instant until) {
    if (!until.isAfter(from)) {
      throw new InvalidInputException("to", "a time after " + from, until.toString());
    }
    var started = System.nanoTime();
    var enabled =
        new RuleSet(rules.rules().stream().map(it -> it.with(Rule.State.ENABLED)).toList());
    var first = history.hasNext() ? Optional.of(history.next()) : Optional.<Reading>empty();
    var start = first.map(Reading::time).filter(it -> it.isBefore(from)).orElse(from);
    var backtest = new Backtest(enabled, house, start, from, until);
    mode.ifPresent(it -> backtest.send(new Event.ModeChanged(it, start)));
    first.ifPresent(backtest::take);
    while (history.hasNext()) {
      backtest.take(history.next());
    }
    backtest.passTo(until);
    backtest.send(new Event.TimePassed(until));
    return backtest.report(Duration.ofNanos(System.nanoTime() - started));
  }

  private void take(Reading reading) {
    if (!reading.time().isBefore(until)) {
      return;
    }
    passTo(reading.time());
    if (!reading.time().isBefore(from)) {
      readings++;
    }
    if (reading.quality().isGood()) {
      var track = actuators.get(reading.point());
      if (track != null) {
        track.record(reading.value(), now);
      }
    }
    send(new Event.ReadingArrived(reading, now, TRACE));
  }

  /** Stops at every moment at which something is due, so that its time is known. */
  private void passTo(Instant time) {
    for (var due = engine.nextDeadline();
        due.isPresent() && due.get().isBefore(time);
        due = engine.nextDeadline()) {
      now = due.get().isAfter(now) ? due.get() : now;
      send(new Event.TimePassed(now));
    }
    now = time.isAfter(now) ? time : now;
  }

  private void send(Event event) {
    var effects = engine.on(event);
    for (var index = 0; index < effects.size(); index++) {
      apply(effects.get(index));
    }
    for (var turned : engine.turned()) {
      rules.get(turned.rule()).phase(turned.phase(), turned.time());
    }
  }

  private void apply(Effect effect) {
    switch (effect) {
      case Effect.Claim(var point, var priority, var slot, var explanation) -> {
        actuators.get(point).claim(priority, slot, now);
        rules.get(explanation.rule()).because(explanation);
      }
      case Effect.Release(var point, var priority, var source, _) ->
          actuators.get(point).release(priority, source, now);
      case Effect.OpenIncident(_, _, _, var explanation) -> {
        rules.get(explanation.rule()).incident(now);
        rules.get(explanation.rule()).because(explanation);
      }
      case Effect.Notify(_, _, _, var explanation) -> {
        rules.get(explanation.rule()).notification(now);
        rules.get(explanation.rule()).because(explanation);
      }
      case Effect.RunScene(_, _, var explanation) ->
          rules.get(explanation.rule()).because(explanation);
      case Effect.RuleFailed(var rule, _, _) -> rules.get(rule).failure(now);
      case Effect.ResolveIncident _, Effect.Shadowed _ -> {}
    }
  }

  private BacktestReport report(Duration took) {
    return new BacktestReport(
        from,
        until,
        readings,
        rules.values().stream().map(it -> it.report(until)).toList(),
        List.copyOf(actuators.values().stream().map(it -> it.report(until)).toList()),
        took);
  }

  /**
   * The points whose history a backtest of these rules wants: watched, and commanded to compare.
   */
  public static List<PointId> points(RuleSet rules) {
    return rules.rules().stream()
        .flatMap(
            it -> java.util.stream.Stream.concat(it.watches().stream(), it.commands().stream()))
        .distinct()
        .sorted()
        .toList();
  }
}
