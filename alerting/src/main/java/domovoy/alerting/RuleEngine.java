package domovoy.alerting;

import domovoy.alerting.language.Signal;
import domovoy.core.House;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Source;
import domovoy.core.TraceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what follows from an event: a function of what it knows, the event and the event's time.
 * It reads no clock, does no I/O and draws no random numbers, so the same events always have the
 * same effects. Not thread-safe: one thread at a time hands it events.
 *
 * <p>What a reading costs depends on the rules that watch its point and on nothing else.
 */
public final class RuleEngine {
  /** A reading that arrives later than this after its time is back-filled and triggers nothing. */
  public static final Duration LIVE = Duration.ofMinutes(2);

  /** A clock that falls back by more was set; by less, it is taken as standing still. */
  public static final Duration SET_BACK = Duration.ofMinutes(1);

  /** After a longer silence timers that were due count as missed, as after a restart. */
  public static final Duration LONGEST_SILENCE = Duration.ofHours(1);

  private final RuleSet rules;
  private final House house;
  private final World world;
  private final Outbox outbox;
  private final Agenda agenda = new Agenda();
  private final Map<String, RuleRun> runs = new LinkedHashMap<>();
  private final Map<Signal, List<RuleRun>> listeners = new HashMap<>();
  private List<RuleStatus.Turn> turned = List.of();
  private long pausedUntil = Nanos.LONG_AGO;

  /**
   * An engine that knows nothing yet.
   *
   * @param now the time it starts at
   */
  public RuleEngine(RuleSet rules, House house, Instant now) {
    this.rules = rules;
    this.house = house;
    this.world = new World(house, Nanos.of(now));
    this.outbox = new Outbox(new Sentences(house));
    for (var rule : rules.rules()) {
      if (rule.state() != Rule.State.DISABLED) {
        add(rule);
      }
    }
    runs.values().forEach(it -> agenda.schedule(it, world.now()));
  }

  private void add(Rule rule) {
    var run = new RuleRun(rule, runs.size(), world, outbox);
    runs.put(rule.id(), run);
    rule.watches().forEach(it -> world.point(it).watchers().add(run));
    rule.signals().stream()
        .filter(it -> it.point().isEmpty())
        .forEach(it -> listeners.computeIfAbsent(it, _ -> new ArrayList<>()).add(run));
  }

  /**
   * An engine that goes on where another one was: after a restart, or with changed rules. Rules
   * whose text is the same go on as they were; what changed or vanished rules held is given up.
   * Those effects come with the first event.
   *
   * @param now the time it goes on at; what was due before was missed
   */
  public static RuleEngine restore(
      RuleSet rules, House house, EngineSnapshot snapshot, Instant now) {
    var engine = new RuleEngine(rules, house, now);
    engine.recall(snapshot.in(house));
    return engine;
  }

  private void recall(EngineSnapshot snapshot) {
    snapshot.mode().ifPresent(world::enter);
    world.presence().putAll(snapshot.presence());
    world.alerts().addAll(snapshot.alerts());
    snapshot.pausedUntil().ifPresent(it -> pausedUntil = Nanos.of(it));
    snapshot
        .points()
        .forEach(it -> world.watched(it.reading().point()).ifPresent(point -> point.recall(it)));
    var missed = Duration.between(snapshot.time(), world.instant()).isPositive();
    for (var memory : snapshot.rules()) {
      var run = runs.get(memory.id());
      if (run != null && isSame(run.rule(), memory)) {
        run.recall(memory);
        if (missed) {
          run.resume(world.now());
        }
      } else if (memory.state() == Rule.State.ENABLED) {
        giveUp(memory);
      }
    }
  }

  private static boolean isSame(Rule rule, EngineSnapshot.RuleMemory memory) {
    return rule.version().equals(memory.version()) && rule.state() == memory.state();
  }

  private void giveUp(EngineSnapshot.RuleMemory memory) {
    var explanation =
        new Explanation(
            memory.id(),
            memory.version(),
            "",
            List.of(),
            world.instant(),
            Explainer.trace(memory.id(), world.now()),
            Causes.CHANGED);
    var source = Source.rule(memory.id());
    for (var held : memory.claims().stream().filter(it -> !it.lapsed()).toList()) {
      outbox.pass(
          new Effect.Release(held.action().point(), memory.priority(), source, explanation));
    }
    for (var key : memory.incidents()) {
      outbox.pass(new Effect.ResolveIncident(key, explanation));
    }
    if (memory.unknownAlarm()) {
      outbox.pass(new Effect.ResolveIncident(memory.id() + "/unknown", explanation));
    }
  }

  /** Takes an event and says what follows, in the order in which it is to be done. */
  public List<Effect> on(Event event) {
    var time = Nanos.of(event.time());
    catchUp(time);
    switch (event) {
      case Event.ReadingArrived(var reading, var at, var trace) -> {
        if (isLive(reading, at)) {
          take(reading, trace);
        }
      }
      case Event.ReadingRecalled(var reading, _, var trace) -> take(reading, trace);
      case Event.TimePassed _ -> {}
      case Event.ModeChanged(var mode, _) -> {
        world.enter(mode);
        evaluate(listeners.getOrDefault(new Signal.Mode(), List.of()));
      }
      case Event.PresenceChanged(var person, var home, _) -> {
        world.presence().put(person, home);
        evaluate(listeners.getOrDefault(new Signal.Presence(person), List.of()));
      }
      case Event.AlertChanged(var name, var firing, _) -> {
        if (firing) {
          world.alerts().add(name);
        } else {
          world.alerts().remove(name);
        }
        evaluate(listeners.getOrDefault(new Signal.Alert(name), List.of()));
      }
      case Event.AutomationPaused(var until, _) -> pause(Nanos.of(until));
    }
    runDue(world.now());
    turned = outbox.drainTurns();
    return outbox.drain();
  }

  /** Which rules began or ended through the last event, in order. */
  public List<RuleStatus.Turn> turned() {
    return turned;
  }

  /** Goes through what was due before the event, each at its own time. */
  private void catchUp(long time) {
    var back = world.now() - time;
    if (back > Nanos.of(SET_BACK)) {
      rewind(time);
    } else if (-back > Nanos.of(LONGEST_SILENCE)) {
      runs.values().forEach(it -> it.resume(time));
      world.moveTo(time);
    } else if (back < 0) {
      runDue(time - 1);
      world.moveTo(time);
    }
  }

  private void runDue(long time) {
    for (var next = agenda.next(); next <= time; next = agenda.next()) {
      var run = agenda.take();
      world.moveTo(Math.max(next, world.now()));
      evaluate(run);
    }
  }

  private void rewind(long time) {
    world.moveTo(time);
    world.points().values().forEach(it -> it.rewind(time));
    agenda.clear();
    for (var run : runs.values()) {
      run.rewind();
      agenda.schedule(run, time);
    }
  }

  private static boolean isLive(Reading reading, Instant at) {
    return reading.quality() != Quality.LATE
        && Duration.between(reading.time(), at).compareTo(LIVE) <= 0;
  }

  private void take(Reading reading, TraceId trace) {
    var point = world.watched(reading.point());
    if (point.isEmpty()) {
      return;
    }
    var at = Math.min(Nanos.of(reading.time()), world.now());
    if (point.get().accept(reading, at, trace)) {
      evaluate(point.get().watchers());
    }
  }

  private void pause(long until) {
    pausedUntil = until;
    for (var run : runs.values()) {
      if (!run.priority().isLifeSafety()) {
        if (isPaused(run)) {
          run.stop(Causes.PAUSED);
        }
        agenda.schedule(run, Math.max(until, world.now()));
      }
    }
  }

  private boolean isPaused(RuleRun run) {
    return world.now() < pausedUntil && !run.priority().isLifeSafety();
  }

  private void evaluate(List<RuleRun> affected) {
    for (var index = 0; index < affected.size(); index++) {
      evaluate(affected.get(index));
    }
  }

  private void evaluate(RuleRun run) {
    if (isPaused(run)) {
      agenda.schedule(run, pausedUntil);
      return;
    }
    run.evaluate();
    agenda.schedule(run, run.nextDue());
  }

  /** Until when automation rests; empty when it does not. */
  public Optional<Instant> pausedUntil() {
    return world.now() < pausedUntil ? Optional.of(Nanos.instant(pausedUntil)) : Optional.empty();
  }

  /** When {@link Event.TimePassed} is due if no other event comes before. */
  public Optional<Instant> nextDeadline() {
    if (!outbox.isEmpty()) {
      return Optional.of(world.instant());
    }
    var next = agenda.next();
    return next == Nanos.NEVER ? Optional.empty() : Optional.of(Nanos.instant(next));
  }

  /** The rules it runs. */
  public RuleSet rules() {
    return rules;
  }

  /** How each rule that is not disabled stands now. */
  public List<RuleStatus> statuses() {
    return runs.values().stream().map(RuleRun::status).toList();
  }

  /** Everything that must be remembered over a restart. */
  public EngineSnapshot snapshot() {
    return new EngineSnapshot(
        world.instant(),
        world.mode(),
        Map.copyOf(world.presence()),
        Set.copyOf(world.alerts()),
        pausedUntil(),
        world.points().values().stream().flatMap(it -> it.remember().stream()).toList(),
        runs.values().stream().map(RuleRun::remember).toList());
  }
}
