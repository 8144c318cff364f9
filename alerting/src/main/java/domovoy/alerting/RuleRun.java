package domovoy.alerting;

import domovoy.alerting.RuleStatus.Phase;
import domovoy.alerting.language.EvaluationException;
import domovoy.alerting.language.Truth;
import domovoy.core.Priority;
import domovoy.core.Title;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One rule at work: idle, waiting for its time, or active. */
final class RuleRun {
  /** A failed life-safety rule is tried again so soon. */
  private static final Duration SAFETY_RETRY = Duration.ofSeconds(10);

  private static final long START_GRACE = Nanos.of(Duration.ofMinutes(5));

  private final Rule rule;
  private final long order;
  private final World world;
  private final RuleCells cells;
  private final Outbox outbox;
  private final Budget budget;
  private final Supplier<Truth> when;
  private final Optional<Supplier<Truth>> until;
  private long graceFrom;
  private final Explainer explainer;
  private final Holdings holdings;
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

  RuleRun(Rule rule, long order, World world, Outbox outbox) {
    this.rule = rule;
    this.order = order;
    this.world = world;
    this.outbox = outbox;
    this.graceFrom = world.now();
    this.cells = new RuleCells(world, rule);
    this.explainer = new Explainer(rule, world, cells, outbox.sentences());
    this.holdings = new Holdings(rule, world, outbox, explainer);
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
      holdings.renew();
      return;
    }
    failure = Optional.empty();
    if (!budget.evaluate(world.now())) {
      cutOff(
          "it was evaluated too often: more than %d steps in a minute".formatted(Budget.STEPS),
          retry());
      return;
    }
    try {
      cells.update();
      decide();
    } catch (EvaluationException e) {
      cutOff("its condition has no value: " + e.getMessage(), retry());
    } catch (RuntimeException e) {
      // whatever it is, it is this rule's: the others go on
      cutOff("it failed: " + e, retry());
    }
  }

  private Duration retry() {
    return rule.priority().isLifeSafety() ? SAFETY_RETRY : Budget.CUT_OFF;
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
    holdings.lapse();
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
    outbox.turned(new RuleStatus.Turn(rule.id(), phase, world.instant()));
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
    holdings.renew();
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
      case Action.SetPoint set -> holdings.claim(set, renewed, since);
      case Action.Incident(var severity, var title) -> {
        var key = rule.id() + "/" + step;
        incidents.add(key);
        outbox.send(
            rule, new Effect.OpenIncident(key, severity, title, explainer.done(title, since)));
      }
      case Action.Tell(var to, var severity, var text) ->
          outbox.send(rule, new Effect.Notify(to, severity, text, explainer.done(text, since)));
      case Action.Scene(var scene) ->
          outbox.send(
              rule,
              new Effect.RunScene(scene, rule.priority(), explainer.done(rule.title(), since)));
      case Action.Pause _ -> {}
    }
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
    holdings.releaseAll(cause);
    for (var key : incidents) {
      outbox.send(rule, new Effect.ResolveIncident(key, explainer.ended(rule.title(), cause)));
    }
    incidents.clear();
    if (phase == Phase.ACTIVE) {
      outbox.turned(new RuleStatus.Turn(rule.id(), Phase.IDLE, world.instant()));
    }
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
            .formatted(Budget.TURNS),
        Budget.CUT_OFF);
  }

  /** A life-safety rule that is cut off stays as it is; any other gives up what it holds. */
  private void cutOff(String message, Duration duration) {
    failure = Optional.of(message);
    failedUntil = Nanos.plus(world.now(), Nanos.of(duration));
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
      var title = explainer.blind(names);
      outbox.send(
          rule,
          new Effect.OpenIncident(key, severity, title, explainer.ended(title, Causes.UNKNOWN)));
    } else if (!unknown && unknownAlarm) {
      unknownAlarm = false;
      outbox.send(
          rule, new Effect.ResolveIncident(key, explainer.ended(rule.title(), Causes.KNOWN_AGAIN)));
    }
  }

  private boolean isPastGrace() {
    return world.now() - graceFrom >= START_GRACE
        || cells.unknownPoints().stream().allMatch(it -> it.time() >= graceFrom);
  }

  /** When time alone may next change something. */
  long nextDue() {
    if (world.now() < failedUntil) {
      return Math.max(world.now() + 1, Math.min(failedUntil, holdings.next()));
    }
    var next = Math.min(Math.min(cells.nextChange(), stepDue), holdings.next());
    if (phase == Phase.WAITING) {
      next = Math.min(next, Nanos.plus(since, Nanos.of(rule.lasting())));
    }
    if (rule.unknown() == Rule.Unknown.ALARM && world.now() - graceFrom < START_GRACE) {
      next = Math.min(next, graceFrom + START_GRACE);
    }
    return next == Nanos.NEVER ? next : Math.max(next, world.now() + 1);
  }

  /** After the clock was set back: nothing began in the future. */
  void rewind() {
    since = since == Nanos.NEVER ? since : Math.min(since, world.now());
    graceFrom = Math.min(graceFrom, world.now());
    failedUntil = Math.min(failedUntil, Nanos.plus(world.now(), Nanos.of(Budget.CUT_OFF)));
    cells.held().stream()
        .filter(it -> it.since() != Nanos.NEVER)
        .forEach(it -> it.since(Math.min(it.since(), world.now())));
    holdings.rewind();
  }

  /** Moments before this one were missed. */
  void resume(long time) {
    resumedAt = time;
    graceFrom = time;
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
        holdings.remember(),
        List.copyOf(incidents),
        cells.held().stream().map(it -> optional(it.since())).toList(),
        unknownAlarm,
        Nanos.instant(graceFrom),
        failure.map(_ -> Nanos.instant(failedUntil)));
  }

  void recall(EngineSnapshot.RuleMemory memory) {
    phase = memory.phase();
    since = phase == Phase.IDLE ? Nanos.NEVER : Nanos.of(memory.since());
    step = memory.step();
    stepDue = memory.stepDue().map(Nanos::of).orElse(Nanos.NEVER);
    incidents.addAll(memory.incidents());
    unknownAlarm = memory.unknownAlarm();
    graceFrom = Nanos.of(memory.graceFrom());
    memory.failedUntil().ifPresent(it -> failedUntil = Nanos.of(it));
    failure = memory.failedUntil().map(_ -> "it was cut off before the restart");
    holdings.recall(memory.claims());
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
