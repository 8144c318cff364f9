package domovoy.alerting;

import java.time.Duration;

/**
 * What a rule may use up in a minute: so many beginnings and ends, and so much evaluating. Counted
 * in whole minutes of the engine's time, so it is the same in a backtest.
 */
final class Budget {
  /** Most beginnings and ends of a rule in a minute. */
  static final int TURNS = 30;

  /** Most evaluations in a minute, counted in nodes of the condition. */
  static final long STEPS = 20_000_000;

  /** How long a rule that is over its budget is cut off. */
  static final Duration CUT_OFF = Duration.ofMinutes(10);

  private static final long MINUTE = 60_000_000_000L;

  private final long cost;
  private long minute = Nanos.LONG_AGO;
  private int turns;
  private long steps;

  Budget(long cost) {
    this.cost = cost;
  }

  /** Counts an evaluation; false when it is one too many. */
  boolean evaluate(long now) {
    roll(now);
    steps += cost;
    return steps <= STEPS;
  }

  /** Counts a beginning or end; false when it is one too many. */
  boolean turn(long now) {
    roll(now);
    return ++turns <= TURNS;
  }

  private void roll(long now) {
    if (now - minute >= MINUTE || now < minute) {
      minute = Math.floorDiv(now, MINUTE) * MINUTE;
      turns = 0;
      steps = 0;
    }
  }
}
