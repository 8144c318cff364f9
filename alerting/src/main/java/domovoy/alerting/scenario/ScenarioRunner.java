package domovoy.alerting.scenario;

import domovoy.alerting.Effect;
import domovoy.alerting.Event;
import domovoy.alerting.Rule;
import domovoy.alerting.RuleEngine;
import domovoy.alerting.RuleSet;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.PriorityArray;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Runs one scenario on an engine of its own. The rules count as enabled, whatever their state. */
public final class ScenarioRunner {
  private static final TraceId TRACE = new TraceId("00000000000000000000000000000001");
  private static final String NOTHING = "nothing";

  private final RuleSet rules;
  private final House house;
  private final Scenario scenario;
  private final List<String> log = new ArrayList<>();
  private final List<ScenarioResult.Difference> differences = new ArrayList<>();
  private final Map<PointId, PriorityArray> arrays = new HashMap<>();
  private final Map<PointId, Value> values = new HashMap<>();
  private final TreeSet<String> incidents = new TreeSet<>();
  private final List<String> told = new ArrayList<>();
  private final List<String> scenes = new ArrayList<>();
  private RuleEngine engine;
  private Instant now;

  private ScenarioRunner(RuleSet rules, House house, Scenario scenario) {
    this.rules = rules;
    this.house = house;
    this.scenario = scenario;
    this.now = scenario.start();
    this.engine = new RuleEngine(rules, house, now);
  }

  public static ScenarioResult run(RuleSet rules, House house, Scenario scenario) {
    var started = System.nanoTime();
    var enabled =
        new RuleSet(rules.rules().stream().map(it -> it.with(Rule.State.ENABLED)).toList());
    var runner = new ScenarioRunner(enabled, house, scenario);
    scenario.steps().forEach(runner::step);
    return new ScenarioResult(
        scenario, runner.log, runner.differences, Duration.ofNanos(System.nanoTime() - started));
  }

  private void step(Step step) {
    switch (step) {
      case Step.Readings(var readings, _) ->
          readings.forEach((point, value) -> reading(point, value, Quality.GOOD));
      case Step.Qualities(var qualities, _) ->
          qualities.forEach(
              (point, quality) ->
                  Optional.ofNullable(values.get(point))
                      .ifPresentOrElse(
                          it -> reading(point, it, quality),
                          () -> differ(step, point.name(), "a reading before this", NOTHING)));
      case Step.Pass(var duration, _) -> pass(duration);
      case Step.Restart(var down, _) -> {
        note("the engine is down for " + down);
        now = now.plus(down);
        engine = RuleEngine.restore(rules, house, engine.snapshot(), now);
        send(new Event.TimePassed(now));
      }
      case Step.Mode(var mode, _) -> {
        note("mode " + mode);
        send(new Event.ModeChanged(mode, now));
      }
      case Step.Presence(var people, _) ->
          people.forEach(
              (person, home) -> {
                note(person + (home ? " is at home" : " is away"));
                send(new Event.PresenceChanged(person, home, now));
              });
      case Step.Alerts(var alerts, _) ->
          alerts.forEach(
              (name, firing) -> {
                note("alert " + name + (firing ? " fires" : " is over"));
                send(new Event.AlertChanged(name, firing, now));
              });
      case Step.Claimed(var expected, _) ->
          expected.forEach((point, value) -> claimed(step, point, value));
      case Step.Incidents(var expected, _) ->
          compare(step, "open incidents", List.copyOf(new TreeSet<>(expected)), openIncidents());
      case Step.Told(var expected, _) -> told(step, expected);
      case Step.Scenes(var expected, _) -> {
        compare(step, "scenes", expected, scenes);
        scenes.clear();
      }
    }
  }

  private void reading(PointId point, Value value, Quality quality) {
    values.put(point, value);
    note("%s reads %s%s".formatted(point, value, quality.isGood() ? "" : " (" + quality + ")"));
    send(new Event.ReadingArrived(new Reading(point, value, now, quality), now, TRACE));
  }

  private void pass(Duration duration) {
    var end = now.plus(duration);
    while (engine.nextDeadline().filter(it -> it.isBefore(end)).isPresent()) {
      var due = engine.nextDeadline().orElseThrow();
      now = due.isAfter(now) ? due : now;
      send(new Event.TimePassed(now));
    }
    now = end;
    send(new Event.TimePassed(now));
  }

  private void send(Event event) {
    for (var effect : engine.on(event)) {
      note("  " + Narration.of(effect));
      apply(effect);
    }
  }

  private void apply(Effect effect) {
    switch (effect) {
      case Effect.Claim(var point, var priority, var slot, _) ->
          arrays.merge(
              point,
              PriorityArray.EMPTY.with(priority, slot),
              (present, _) -> present.with(priority, slot));
      case Effect.Release(var point, var priority, var source, _) ->
          arrays.computeIfPresent(
              point,
              (_, present) ->
                  present.slot(priority).filter(it -> it.source().equals(source)).isPresent()
                      ? present.without(priority)
                      : present);
      case Effect.OpenIncident open -> incidents.add(open.key());
      case Effect.ResolveIncident resolved -> incidents.remove(resolved.key());
      case Effect.Notify notify -> told.add(notify.text().in("en", ""));
      case Effect.RunScene run -> scenes.add(run.scene());
      case Effect.RuleFailed _, Effect.Shadowed _ -> {}
    }
  }

  private void claimed(Step step, PointId point, Optional<Value> expected) {
    var was =
        arrays
            .getOrDefault(point, PriorityArray.EMPTY)
            .expiredAt(now)
            .winner()
            .map(it -> it.getValue().value());
    if (!was.equals(expected)) {
      differ(step, point.name(), show(expected), show(was));
    }
  }

  /** An incident is named after its rule; one about unknown readings keeps its ending. */
  private List<String> openIncidents() {
    return incidents.stream().map(it -> it.replaceFirst("/\\d+$", "")).distinct().toList();
  }

  private void told(Step step, List<String> expected) {
    var matches =
        told.size() == expected.size()
            && java.util.stream.IntStream.range(0, told.size())
                .allMatch(it -> told.get(it).contains(expected.get(it)));
    if (!matches) {
      differ(step, "notified", expected.toString(), told.toString());
    }
    told.clear();
  }

  private void compare(Step step, String what, List<String> expected, List<String> was) {
    if (!expected.equals(was)) {
      differ(step, what, expected.toString(), was.toString());
    }
  }

  private void differ(Step step, String what, String expected, String was) {
    note("  ! %s: expected %s, was %s".formatted(what, expected, was));
    differences.add(new ScenarioResult.Difference(step, Narration.time(now), what, expected, was));
  }

  private void note(String line) {
    log.add(Narration.time(now) + "  " + line);
  }

  private static String show(Optional<Value> value) {
    return value.map(Value::toString).orElse(NOTHING);
  }
}
