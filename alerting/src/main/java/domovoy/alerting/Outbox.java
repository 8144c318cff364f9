package domovoy.alerting;

import java.util.ArrayList;
import java.util.List;

/** Gathers what rules do. What a rule in shadow does is marked and touches nothing. */
final class Outbox {
  private final Claims claims = new Claims();
  private final Sentences sentences;
  private List<Effect> effects = new ArrayList<>();
  private List<RuleStatus.Turn> turns = new ArrayList<>();

  Outbox(Sentences sentences) {
    this.sentences = sentences;
  }

  Sentences sentences() {
    return sentences;
  }

  void send(Rule rule, Effect effect) {
    var real = rule.state() == Rule.State.ENABLED || effect instanceof Effect.RuleFailed;
    effects.add(real ? effect : new Effect.Shadowed(effect));
  }

  void claim(Rule rule, Effect.Claim claim) {
    if (rule.state() == Rule.State.ENABLED) {
      claims.claim(claim, effects);
    } else {
      effects.add(new Effect.Shadowed(claim));
    }
  }

  void release(Rule rule, Effect.Release release) {
    if (rule.state() == Rule.State.ENABLED) {
      claims.release(release, effects);
    } else {
      effects.add(new Effect.Shadowed(release));
    }
  }

  /** Takes note of a claim made before a restart. */
  void recall(Rule rule, Effect.Claim claim) {
    if (rule.state() == Rule.State.ENABLED) {
      claims.recall(claim);
    }
  }

  void turned(RuleStatus.Turn turn) {
    turns.add(turn);
  }

  /** Every beginning and end since the last call, in order. */
  List<RuleStatus.Turn> drainTurns() {
    if (turns.isEmpty()) {
      return List.of();
    }
    var drained = turns;
    turns = new ArrayList<>();
    return List.copyOf(drained);
  }

  /** Passes on what no rule does any more. */
  void pass(Effect effect) {
    effects.add(effect);
  }

  boolean isEmpty() {
    return effects.isEmpty();
  }

  /** Everything since the last call, in order. */
  List<Effect> drain() {
    if (effects.isEmpty()) {
      return List.of();
    }
    var drained = effects;
    effects = new ArrayList<>();
    return List.copyOf(drained);
  }
}
