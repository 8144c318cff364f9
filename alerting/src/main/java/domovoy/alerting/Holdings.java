package domovoy.alerting;

import domovoy.core.Slot;
import domovoy.core.Title;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The claims that one rule holds: made, renewed before they end, given up. */
final class Holdings {
  private final Rule rule;
  private final World world;
  private final Outbox outbox;
  private final Explainer explainer;
  private final List<Holding> held = new ArrayList<>();

  /**
   * A claim; {@code until} is {@link Nanos#NEVER} when it has no end of its own. One that has
   * lapsed while the readings could not be trusted is made again when they can.
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

    Holding renewedUntil(long time) {
      return new Holding(action, since, time, true, false, explanation);
    }

    Holding asLapsed() {
      return new Holding(action, since, until, true, true, explanation);
    }
  }

  Holdings(Rule rule, World world, Outbox outbox, Explainer explainer) {
    this.rule = rule;
    this.world = world;
    this.outbox = outbox;
    this.explainer = explainer;
  }

  /**
   * Claims a point.
   *
   * @param renewed whether the claim is kept up for as long as the rule holds
   * @param since since when the condition has held
   */
  void claim(Action.SetPoint set, boolean renewed, long since) {
    var until = set.expires().map(it -> Nanos.plus(world.now(), Nanos.of(it)));
    var holding =
        new Holding(
            set, world.now(), until.orElse(Nanos.NEVER), renewed, false, explainer.set(set, since));
    held.removeIf(it -> it.action.point().equals(set.point()));
    held.add(holding);
    outbox.claim(rule, claim(holding));
  }

  /** Renews the claims that would end soon although the rule holds. */
  void renew() {
    for (var index = 0; index < held.size(); index++) {
      var holding = held.get(index);
      if (holding.renewal() <= world.now()) {
        var span = Nanos.of(holding.action.expires().orElseThrow());
        var renewed = holding.renewedUntil(Nanos.plus(world.now(), span));
        held.set(index, renewed);
        outbox.claim(rule, claim(renewed));
      }
    }
  }

  /** Gives up the claims whose time is over. */
  void lapse() {
    for (var index = held.size() - 1; index >= 0; index--) {
      var holding = held.get(index);
      if (holding.until > world.now() || holding.lapsed) {
        continue;
      }
      if (holding.renewed) {
        held.set(index, holding.asLapsed());
      } else {
        held.remove(index);
      }
      release(holding, Causes.EXPIRED);
    }
  }

  void releaseAll(Title cause) {
    for (var holding : held) {
      release(holding, cause);
    }
    held.clear();
  }

  private void release(Holding holding, Title cause) {
    var point = holding.action.point();
    var explanation = explainer.released(point, cause);
    outbox.release(rule, new Effect.Release(point, rule.priority(), rule.source(), explanation));
  }

  private Effect.Claim claim(Holding holding) {
    var slot =
        new Slot(
            holding.action.value(),
            rule.source(),
            holding.explanation.sentence().in("en", rule.id()),
            Nanos.instant(holding.since),
            optional(holding.until),
            holding.explanation.trace());
    return new Effect.Claim(holding.action.point(), rule.priority(), slot, holding.explanation);
  }

  /** When a claim is next to be renewed or ends. */
  long next() {
    var next = Nanos.NEVER;
    for (var index = 0; index < held.size(); index++) {
      var holding = held.get(index);
      if (!holding.lapsed) {
        var renewal = holding.renewal() > world.now() ? holding.renewal() : Nanos.NEVER;
        next = Math.min(next, Math.min(renewal, holding.until));
      }
    }
    return next;
  }

  /** After the clock was set back: nothing was claimed in the future. */
  void rewind() {
    held.replaceAll(
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
    held.stream().filter(it -> !it.lapsed).forEach(it -> outbox.claim(rule, claim(it)));
  }

  List<EngineSnapshot.HeldMemory> remember() {
    return held.stream()
        .map(
            it ->
                new EngineSnapshot.HeldMemory(
                    it.action,
                    Nanos.instant(it.since),
                    optional(it.until),
                    it.renewed,
                    it.lapsed,
                    it.explanation))
        .toList();
  }

  void recall(List<EngineSnapshot.HeldMemory> memories) {
    for (var memory : memories) {
      var holding =
          new Holding(
              memory.action(),
              Nanos.of(memory.since()),
              memory.until().map(Nanos::of).orElse(Nanos.NEVER),
              memory.renewed(),
              memory.lapsed(),
              memory.explanation());
      held.add(holding);
      if (!holding.lapsed) {
        outbox.recall(rule, claim(holding));
      }
    }
  }

  private static Optional<Instant> optional(long time) {
    return time == Nanos.NEVER ? Optional.empty() : Optional.of(Nanos.instant(time));
  }
}
