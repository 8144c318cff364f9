package domovoy.controller.control;

import domovoy.alerting.Effect;
import domovoy.alerting.EngineSnapshot;
import domovoy.alerting.Event;
import domovoy.alerting.Rule;
import domovoy.alerting.RuleEngine;
import domovoy.alerting.RuleSet;
import domovoy.alerting.reflex.ReflexEvent;
import domovoy.controller.live.LiveEvent;
import domovoy.controller.live.LiveStream;
import domovoy.core.CommandResult;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Source;
import domovoy.core.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from each thing that happens. Belongs to the loop's thread: nothing here waits, and
 * the time is a parameter.
 */
final class Control {
  private static final Logger LOG = LoggerFactory.getLogger(Control.class);

  /** What the rules remember of readings may be that old after a restart. */
  private static final Duration BETWEEN_SNAPSHOTS = Duration.ofSeconds(30);

  /** When they have done something, only that old: a snapshot is too much work for each time. */
  private static final Duration SOON = Duration.ofSeconds(1);

  private final StateTable states;
  private final Arbiter arbiter;
  private final Incidents incidents;
  private final Shadows shadows;
  private final Notices notices;
  private final Journal journal;
  private final LiveStream live;
  private final Function<House, RuleSet> rules;
  private House house;
  private RuleEngine engine;
  private Instant snapshotDue;
  private volatile Optional<Instant> pausedUntil;

  /**
   * @param rules the rules that can run in a house
   * @param memory what an engine knew when the house was last run
   */
  Control(
      StateTable states,
      Arbiter arbiter,
      Incidents incidents,
      Shadows shadows,
      Notices notices,
      Journal journal,
      LiveStream live,
      Function<House, RuleSet> rules,
      House house,
      Optional<EngineSnapshot> memory,
      Instant now) {
    this.states = states;
    this.arbiter = arbiter;
    this.incidents = incidents;
    this.shadows = shadows;
    this.notices = notices;
    this.journal = journal;
    this.live = live;
    this.rules = rules;
    this.house = house;
    engine =
        memory
            .map(it -> RuleEngine.restore(rules.apply(house), house, it, now))
            .orElseGet(() -> new RuleEngine(rules.apply(house), house, now));
    snapshotDue = now;
    pausedUntil = engine.pausedUntil();
  }

  void handle(Input input, Instant now) {
    switch (input) {
      case Input.Readings(var readings, var trace) ->
          readings.forEach(it -> arrived(it, trace, now));
      case Input.Recalled(var readings) -> readings.forEach(it -> recalled(it, now));
      case Input.Change change -> arbiter.change(change, now);
      case Input.Delivered(var command, var delivery) -> arbiter.delivered(command, delivery, now);
      case Input.Reflexes(var node, var claims, var events) -> {
        arbiter.mirror(node, claims);
        events.forEach(it -> reported(node, it));
      }
      case Input.NodeReturned(var node) -> arbiter.nodeReturned(node, now);
      case Input.Alerted(var alert) -> alerted(alert, now);
      case Input.Acknowledged(var incident, var by, var answer) ->
          answer.complete(incidents.acknowledge(incident, by, now));
      case Input.HouseChanged(var house) -> houseChanged(house, now);
      case Input.RulesChanged _ -> rulesChanged(now);
      case Input.Paused(var until, var answer) -> {
        pause(until, now);
        answer.complete(null);
      }
      case Input.RulesAsked(var answer) -> answer.complete(engine.statuses());
      case Input.Nudged _ -> {}
    }
  }

  void timePassed(Instant now) {
    arbiter.timePassed(now);
    if (isDue(engine.nextDeadline(), now)) {
      decide(new Event.TimePassed(now), now);
    }
    if (!now.isBefore(snapshotDue)) {
      remember(now);
    }
  }

  /** When {@link #timePassed} has something to do. */
  Optional<Instant> deadline() {
    return Stream.of(arbiter.deadline(), engine.nextDeadline(), Optional.of(snapshotDue))
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }

  /** Keeps what the rules know. */
  void remember(Instant now) {
    journal.keep(engine.snapshot());
    snapshotDue = now.plus(BETWEEN_SNAPSHOTS);
  }

  private void arrived(Reading reading, TraceId trace, Instant now) {
    if (states.take(reading)) {
      live.publish(new LiveEvent("reading", reading));
      decide(new Event.ReadingArrived(reading, now, trace), now);
    }
  }

  private void recalled(Reading reading, Instant now) {
    if (states.take(reading)) {
      live.publish(new LiveEvent("reading", reading));
      decide(new Event.ReadingRecalled(reading, now, TraceId.random()), now);
    }
  }

  private void houseChanged(House changed, Instant now) {
    house = changed;
    states.keepOnly(house.points().keySet());
    arbiter.houseChanged(house);
    rulesChanged(now);
  }

  private void rulesChanged(Instant now) {
    decide(new Event.TimePassed(now), now); // so that the new engine has missed nothing
    var watched = watched(engine);
    engine = RuleEngine.restore(rules.apply(house), house, engine.snapshot(), now);
    decide(new Event.TimePassed(now), now);
    watched(engine).stream()
        .filter(it -> !watched.contains(it))
        .flatMap(it -> states.of(it).stream())
        .forEach(it -> decide(new Event.ReadingRecalled(it, now, TraceId.random()), now));
    remember(now);
    live.publish(new LiveEvent("rules", Map.of()));
  }

  private static Set<PointId> watched(RuleEngine engine) {
    return engine.rules().rules().stream()
        .filter(it -> it.state() != Rule.State.DISABLED)
        .flatMap(it -> it.watches().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void pause(Instant until, Instant now) {
    decide(new Event.AutomationPaused(until, now), now);
    pausedUntil = engine.pausedUntil();
    remember(now);
    live.publish(new LiveEvent("automation", new Automation(pausedUntil)));
  }

  /** Until when automation rests, as it was last told. May be read from any thread. */
  Optional<Instant> pausedUntil() {
    return pausedUntil;
  }

  private void decide(Event event, Instant now) {
    var effects = engine.on(event);
    effects.forEach(it -> bringAbout(it, now));
    if (effects.stream().anyMatch(Control::isGrave)) {
      remember(now);
    } else if (!effects.isEmpty() && snapshotDue.isAfter(now.plus(SOON))) {
      snapshotDue = now.plus(SOON);
    }
  }

  private static boolean isGrave(Effect effect) {
    return effect instanceof Effect.Claim claim && claim.priority().isLifeSafety();
  }

  private void bringAbout(Effect effect, Instant now) {
    switch (effect) {
      case Effect.Claim(var point, var priority, var slot, var why) ->
          arbiter.claim(point, priority, slot, Optional.of(why), now);
      case Effect.Release(var point, var priority, var source, var why) ->
          arbiter.release(point, priority, source, why.trace(), now);
      case Effect.OpenIncident(var key, var severity, var title, var why) ->
          incidents.open(
              key, severity, title, Source.rule(why.rule()), Optional.of(why), why.trace(), now);
      case Effect.ResolveIncident(var key, _) -> incidents.resolve(key, now);
      case Effect.Notify told -> notices.add(told, now);
      case Effect.RunScene(var scene, _, var why) ->
          LOG.warn("the rule {} wants the scene {}, which there is not", why.rule(), scene);
      case Effect.RuleFailed(var rule, var message, var until) ->
          LOG.error("the rule {} is cut off until {}: {}", rule, until, message);
      case Effect.Shadowed(var would) -> shadows.add(would, now);
    }
  }

  /** Something that a node did by itself a while ago; told twice it changes nothing. */
  private void reported(String node, ReflexEvent event) {
    switch (event) {
      case ReflexEvent.Acted(var time, var command, var result) ->
          journal.record(
              command,
              new CommandResult(
                  result.command(),
                  result.stage(),
                  "%s, by node %s itself at %s".formatted(result.detail(), node, time),
                  result.protection(),
                  result.state()));
      case ReflexEvent.Decided(var time, Effect.OpenIncident incident) -> {
        if (!incidents.isOverSince(incident.key(), time)) {
          bringAbout(incident, time);
        }
      }
      case ReflexEvent.Decided(var time, Effect.ResolveIncident(var key, _)) ->
          incidents.resolveAsOf(key, time);
      case ReflexEvent.Decided(_, Effect.Claim _) -> {} // as it stands now is mirrored
      case ReflexEvent.Decided(_, Effect.Release _) -> {}
      case ReflexEvent.Decided(var time, var effect) -> bringAbout(effect, time);
    }
  }

  /** Delivered twice or out of order it changes nothing. */
  private void alerted(Alert alert, Instant now) {
    if (alert.firing() && incidents.isOverSince(alert.key(), alert.started())) {
      return;
    }
    if (alert.firing()) {
      incidents.open(
          alert.key(),
          alert.severity(),
          alert.title(),
          alert.source(),
          Optional.empty(),
          alert.trace(),
          now);
      alert
          .claim()
          .ifPresent(
              it ->
                  arbiter.claim(
                      it.point(), Alert.PRIORITY, alert.slot(it, now), Optional.empty(), now));
    } else {
      incidents.resolve(alert.key(), now);
      alert
          .claim()
          .ifPresent(
              it ->
                  arbiter.release(it.point(), Alert.PRIORITY, alert.source(), alert.trace(), now));
    }
    decide(new Event.AlertChanged(alert.name(), incidents.isFiring(alert.name()), now), now);
  }

  private static boolean isDue(Optional<Instant> deadline, Instant now) {
    return deadline.filter(it -> !now.isBefore(it)).isPresent();
  }
}
