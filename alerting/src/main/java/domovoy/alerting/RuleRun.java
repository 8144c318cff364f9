package domovoy.alerting;

import domovoy.alerting.RuleStatus.Phase;
import domovoy.alerting.language.EvaluationException;
import domovoy.alerting.language.Expression;
import domovoy.alerting.language.Truth;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Reading;
import domovoy.core.Slot;
import domovoy.core.Title;
import domovoy.core.TraceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One rule at work: idle, waiting for its time, or active. */
final class RuleRun {
  private static final long START_GRACE = Nanos.of(Duration.ofMinutes(5));

  private final Rule rule;
  private final long order;
  private final World world;
  private final RuleCells cells;
  private final Outbox outbox;
  private final Budget budget;
  private final Supplier<Truth> when;
  private final Optional<Supplier<Truth>> until;
  private final long startedAt;
  private final List<Holding> holdings = new ArrayList<>();
  private final List<String> incidents = new ArrayList<>();
  private Phase phase = Phase.IDLE;
  private long since = Nanos.NEVER;
  private int step;
  private long stepDue = Nanos.NEVER;
  private boolean unknownAlarm;
  private long failedUntil = Nanos.LONG_AGO;
  private Optional<String> failure = Optional.empty();
  private long resumedAt = Nanos.LONG_AGO;
  private long activations;
  private long due = Nanos.NEVER;

  /**
   * A claim that is held; {@code until} is {@link Nanos#NEVER} when it has no end of its own. One
   * that has lapsed while the readings could not be trusted is made again when they can.
   */
  private record Holding(
      Action.SetPoint action,
      long since,
      long until,
      boolean renewed,
      boolean lapsed,
      Explanation explanation) {
    long renewal() {
      return renewed && until != Nanos.NEVER
          ? until - action.expires().map(Nanos::of).orElse(0L) / 2
          : Nanos.NEVER;
    }
  }

  RuleRun(Rule rule, long order, World world, Outbox outbox) {
    this.rule = rule;
    this.order = order;
    this.world = world;
    this.outbox = outbox;
    this.startedAt = world.now();
    this.cells = new RuleCells(world, rule);
    this.when = cells.evaluator().truth(rule.when().expression());
    this.until = rule.until().map(it -> cells.evaluator().truth(it.expression()));
    this.budget =
        new Budget(
            rule.when().expression().all().count()
                + rule.until().map(it -> it.expression().all().count()).orElse(0L));
  }

  Rule rule() {
    return rule;
  }

  long order() {
    return order;
  }

  long due() {
    return due;
  }

  void due(long time) {
    due = time;
  }

  /** Looks at the rule as things are now. */
  void evaluate() {
    if (world.now() < failedUntil) {
      renew();
      return;
    }
    failure = Optional.empty();
    if (!budget.evaluate(world.now())) {
      cutOff("it was evaluated too often: more than %d steps in a minute".formatted(Budget.STEPS));
      return;
    }
    try {
      cells.update();
      decide();
    } catch (EvaluationException e) {
      cutOff("its condition has no value: " + e.getMessage());
    } catch (RuntimeException e) {
      // whatever it is, it is this rule's: the others go on
      cutOff("it failed: " + e);
    }
  }

  private void decide() {
    var begins = when.get();
    var ends =
        switch (phase) {
          case IDLE, WAITING -> begins.not();
          case ACTIVE -> until.map(Supplier::get).orElseGet(begins::not);
        };
    alarm(ends == Truth.UNKNOWN);
    switch (phase) {
      case IDLE -> {
        if (begins == Truth.TRUE) {
          since = world.now();
          phase = Phase.WAITING;
          waiting();
        }
      }
      case WAITING -> {
        if (begins == Truth.TRUE) {
          waiting();
        } else {
          phase = Phase.IDLE;
          since = Nanos.NEVER;
        }
      }
      case ACTIVE -> active(ends);
    }
    lapse();
  }

  private void waiting() {
    var moment = Nanos.plus(since, Nanos.of(rule.lasting()));
    if (world.now() < moment) {
      return;
    }
    if (moment < resumedAt && rule.missed() != Rule.Missed.RUN_LATE) {
      since = world.now();
      return;
    }
    if (!budget.turn(world.now()) && !rule.priority().isLifeSafety()) {
      flooded();
      return;
    }
    phase = Phase.ACTIVE;
    activations++;
    step = 0;
    proceed();
  }

  private void active(Truth ends) {
    if (ends == Truth.TRUE) {
      end(ended());
      return;
    }
    if (ends == Truth.UNKNOWN) {
      if (rule.unknown() == Rule.Unknown.RELEASE) {
        end(Causes.UNKNOWN);
      }
      return;
    }
    renew();
    if (stepDue <= world.now()) {
      afterPause();
    }
  }

  private Title ended() {
    return rule.until().isPresent() ? Causes.UNTIL : Causes.WHEN;
  }

  private void afterPause() {
    if (stepDue < resumedAt) {
      switch (rule.missed()) {
        case RUN_LATE -> {}
        case SKIP -> {
          step = rule.then().size();
          stepDue = Nanos.NEVER;
          return;
        }
        case MAKE_SAFE -> {
          end(Causes.MISSED);
          return;
        }
      }
    }
    proceed();
  }

  /** Does the actions up to the next pause. */
  private void proceed() {
    stepDue = Nanos.NEVER;
    while (step < rule.then().size()) {
      var action = rule.then().get(step++);
      if (action instanceof Action.Pause(var duration)) {
        stepDue = Nanos.plus(world.now(), Nanos.of(duration));
        return;
      }
      perform(action, true);
    }
  }

  private void perform(Action action, boolean renewed) {
    switch (action) {
      case Action.SetPoint set -> claim(set, renewed);
      case Action.Incident(var severity, var title) -> {
        var key = rule.id() + "/" + step;
        incidents.add(key);
        outbox.send(rule, new Effect.OpenIncident(key, severity, title, explain(title)));
      }
      case Action.Tell(var to, var severity, var text) ->
          outbox.send(rule, new Effect.Notify(to, severity, text, explain(text)));
      case Action.Scene(var scene) ->
          outbox.send(rule, new Effect.RunScene(scene, rule.priority(), explain(rule.title())));
      case Action.Pause _ -> {}
    }
  }

  private void claim(Action.SetPoint set, boolean renewed) {
    var explanation = explain(outbox.sentences().setting(set.point(), set.value()));
    var until = set.expires().map(it -> Nanos.plus(world.now(), Nanos.of(it))).orElse(Nanos.NEVER);
    hold(new Holding(set, world.now(), until, renewed, false, explanation));
  }

  private void hold(Holding holding) {
    holdings.removeIf(it -> it.action.point().equals(holding.action.point()));
    holdings.add(holding);
    outbox.claim(rule, claim(holding));
  }

  private Effect.Claim claim(Holding holding) {
    var explanation = holding.explanation;
    var slot =
        new Slot(
            holding.action.value(),
            rule.source(),
            explanation.sentence().in("en", rule.id()),
            Nanos.instant(holding.since),
            holding.until == Nanos.NEVER
                ? Optional.empty()
                : Optional.of(Nanos.instant(holding.until)),
            explanation.trace());
    return new Effect.Claim(holding.action.point(), rule.priority(), slot, explanation);
  }

  /** Renews the claims that would end soon although the rule holds. */
  private void renew() {
    for (var index = 0; index < holdings.size(); index++) {
      var holding = holdings.get(index);
      if (holding.renewal() > world.now()) {
        continue;
      }
      var until = Nanos.plus(world.now(), Nanos.of(holding.action.expires().orElseThrow()));
      var renewed =
          new Holding(holding.action, holding.since, until, true, false, holding.explanation);
      holdings.set(index, renewed);
      outbox.claim(rule, claim(renewed));
    }
  }

  /** Gives up the claims whose time is over. */
  private void lapse() {
    for (var holding : List.copyOf(holdings)) {
      if (holding.until <= world.now() && !holding.lapsed) {
        holdings.remove(holding);
        if (holding.renewed) {
          holdings.add(
              new Holding(
                  holding.action, holding.since, holding.until, true, true, holding.explanation));
        }
        release(holding, Causes.EXPIRED);
      }
    }
  }

  private void release(Holding holding, Title cause) {
    var what = outbox.sentences().name(holding.action.point());
    outbox.release(
        rule,
        new Effect.Release(
            holding.action.point(), rule.priority(), rule.source(), explainEnd(what, cause)));
  }

  /** Ends the rule: claims are given up, incidents resolved, the last actions done. */
  private void end(Title cause) {
    if (!budget.turn(world.now()) && rule.priority().isLifeSafety()) {
      flooded();
      return;
    }
    giveUp(cause);
    for (var action : rule.afterwards()) {
      perform(action, false);
    }
  }

  private void giveUp(Title cause) {
    for (var holding : List.copyOf(holdings)) {
      release(holding, cause);
    }
    holdings.clear();
    for (var key : incidents) {
      outbox.send(rule, new Effect.ResolveIncident(key, explainEnd(rule.title(), cause)));
    }
    incidents.clear();
    phase = Phase.IDLE;
    since = Nanos.NEVER;
    stepDue = Nanos.NEVER;
  }

  /** Ends the rule from outside, without its last actions. */
  void stop(Title cause) {
    giveUp(cause);
    if (unknownAlarm) {
      alarm(false);
    }
  }

  private void flooded() {
    cutOff(
        "it began and ended more than %d times in a minute; give it hysteresis (until) or for"
            .formatted(Budget.TURNS));
  }

  /** A life-safety rule that is cut off stays as it is; any other gives up what it holds. */
  private void cutOff(String message) {
    failure = Optional.of(message);
    failedUntil = Nanos.plus(world.now(), Nanos.of(Budget.CUT_OFF));
    if (!rule.priority().isLifeSafety()) {
      giveUp(Causes.FAILED);
    }
    outbox.send(rule, new Effect.RuleFailed(rule.id(), message, Nanos.instant(failedUntil)));
  }

  private void alarm(boolean unknown) {
    if (rule.unknown() != Rule.Unknown.ALARM && !unknownAlarm) {
      return;
    }
    var key = rule.id() + "/unknown";
    if (unknown && !unknownAlarm && isPastGrace()) {
      unknownAlarm = true;
      var names = cells.unknownPoints().stream().map(PointState::id).toList();
      var severity = rule.priority().isLifeSafety() ? Severity.CRITICAL : Severity.WARNING;
      var title = outbox.sentences().blind(rule, names);
      outbox.send(
          rule, new Effect.OpenIncident(key, severity, title, explainEnd(title, Causes.UNKNOWN)));
    } else if (!unknown && unknownAlarm) {
      unknownAlarm = false;
      outbox.send(
          rule, new Effect.ResolveIncident(key, explainEnd(rule.title(), Causes.KNOWN_AGAIN)));
    }
  }

  private boolean isPastGrace() {
    return world.now() - startedAt >= START_GRACE
        || cells.unknownPoints().stream().allMatch(it -> it.latest().isPresent());
  }

  private Explanation explain(Title what) {
    var readings = readings(rule.when().expression());
    var start = since == Nanos.NEVER ? world.now() : since;
    var sentence =
        outbox.sentences().holds(rule, what, readings, Duration.ofNanos(world.now() - start));
    return explanation(rule.when().text(), readings, start, sentence);
  }

  private Explanation explainEnd(Title what, Title cause) {
    var condition = rule.until().orElse(rule.when());
    var readings = readings(condition.expression());
    return explanation(
        condition.text(),
        readings,
        world.now(),
        outbox.sentences().ends(rule, what, readings, cause));
  }

  private Explanation explanation(
      String condition, Map<PointId, Reading> readings, long start, Title sentence) {
    return new Explanation(
        rule.id(),
        rule.version(),
        condition,
        List.copyOf(readings.values()),
        Nanos.instant(start),
        trace(readings),
        sentence);
  }

  private Map<PointId, Reading> readings(Expression expression) {
    var readings = new LinkedHashMap<PointId, Reading>();
    for (var id : new Support(cells.evaluator()).of(expression)) {
      world.point(id).latest().ifPresent(it -> readings.put(id, it));
    }
    return readings;
  }

  /** The trace of the latest reading; what no reading caused has one made of rule and time. */
  private TraceId trace(Map<PointId, Reading> readings) {
    return readings.keySet().stream()
        .map(world::point)
        .max((left, right) -> Long.compare(left.time(), right.time()))
        .flatMap(PointState::trace)
        .orElseGet(() -> trace(rule.id(), world.now()));
  }

  static TraceId trace(String rule, long time) {
    var name = (rule + "@" + time).getBytes(StandardCharsets.UTF_8);
    return new TraceId(UUID.nameUUIDFromBytes(name).toString().replace("-", ""));
  }

  /** When time alone may next change something. */
  long nextDue() {
    if (world.now() < failedUntil) {
      return Math.max(world.now() + 1, Math.min(failedUntil, nextOfHoldings()));
    }
    var next = Math.min(Math.min(cells.nextChange(), stepDue), nextOfHoldings());
    if (phase == Phase.WAITING) {
      next = Math.min(next, Nanos.plus(since, Nanos.of(rule.lasting())));
    }
    if (rule.unknown() == Rule.Unknown.ALARM && world.now() - startedAt < START_GRACE) {
      next = Math.min(next, startedAt + START_GRACE);
    }
    return next == Nanos.NEVER ? next : Math.max(next, world.now() + 1);
  }

  private long nextOfHoldings() {
    var next = Nanos.NEVER;
    for (var index = 0; index < holdings.size(); index++) {
      var holding = holdings.get(index);
      if (!holding.lapsed) {
        var renewal = holding.renewal();
        next =
            Math.min(
                next, renewal > world.now() ? Math.min(renewal, holding.until) : holding.until);
      }
    }
    return next;
  }

  /** After the clock was set back: nothing began in the future. */
  void rewind() {
    since = since == Nanos.NEVER ? since : Math.min(since, world.now());
    failedUntil = Math.min(failedUntil, Nanos.plus(world.now(), Nanos.of(Budget.CUT_OFF)));
    cells.held().stream()
        .filter(it -> it.since() != Nanos.NEVER)
        .forEach(it -> it.since(Math.min(it.since(), world.now())));
    holdings.replaceAll(
        it ->
            new Holding(
                it.action,
                Math.min(it.since, world.now()),
                it.action
                    .expires()
                    .map(span -> Math.min(it.until, Nanos.plus(world.now(), Nanos.of(span))))
                    .orElse(Nanos.NEVER),
                it.renewed,
                it.lapsed,
                it.explanation));
  }

  /** Moments before this one were missed. */
  void resume(long time) {
    resumedAt = time;
  }

  RuleStatus status() {
    return new RuleStatus(
        rule.id(),
        rule.version(),
        rule.state(),
        phase,
        since == Nanos.NEVER ? Optional.empty() : Optional.of(Nanos.instant(since)),
        Support.truth(when),
        cells.unknownPoints().stream().map(PointState::id).toList(),
        optional(nextDue()),
        cells.bytes(),
        failure,
        failure.map(_ -> Nanos.instant(failedUntil)),
        activations);
  }

  EngineSnapshot.RuleMemory remember() {
    return new EngineSnapshot.RuleMemory(
        rule.id(),
        rule.version(),
        rule.state(),
        rule.priority(),
        phase,
        since == Nanos.NEVER ? world.instant() : Nanos.instant(since),
        step,
        optional(stepDue),
        holdings.stream()
            .filter(it -> !it.lapsed)
            .map(
                it ->
                    new EngineSnapshot.HeldMemory(
                        it.action,
                        Nanos.instant(it.since),
                        optional(it.until),
                        it.renewed,
                        it.explanation))
            .toList(),
        List.copyOf(incidents),
        cells.held().stream().map(it -> optional(it.since())).toList(),
        unknownAlarm,
        failure.map(_ -> Nanos.instant(failedUntil)));
  }

  void recall(EngineSnapshot.RuleMemory memory) {
    phase = memory.phase();
    since = phase == Phase.IDLE ? Nanos.NEVER : Nanos.of(memory.since());
    step = memory.step();
    stepDue = memory.stepDue().map(Nanos::of).orElse(Nanos.NEVER);
    incidents.addAll(memory.incidents());
    unknownAlarm = memory.unknownAlarm();
    memory.failedUntil().ifPresent(it -> failedUntil = Nanos.of(it));
    failure = memory.failedUntil().map(_ -> "it was cut off before the restart");
    for (var held : memory.claims()) {
      var holding =
          new Holding(
              held.action(),
              Nanos.of(held.since()),
              held.until().map(Nanos::of).orElse(Nanos.NEVER),
              held.renewed(),
              false,
              held.explanation());
      holdings.add(holding);
      outbox.recall(rule, claim(holding));
    }
    for (var index = 0; index < Math.min(memory.held().size(), cells.held().size()); index++) {
      var start = memory.held().get(index).map(Nanos::of).orElse(Nanos.NEVER);
      cells.held().get(index).since(start);
    }
  }

  private static Optional<Instant> optional(long time) {
    return time == Nanos.NEVER ? Optional.empty() : Optional.of(Nanos.instant(time));
  }

  Priority priority() {
    return rule.priority();
  }
}
