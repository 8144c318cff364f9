package domovoy.standalone.simulation;

import java.time.Duration;

/** How things settle: the difference to the goal shrinks by the same share in the same time. */
final class Approach {
  private static final double MILLIS = 1_000;

  private Approach() {}

  /**
   * Where it is after some time.
   *
   * @param seconds the time after which 63 % of the difference are gone
   */
  static double towards(double goal, double now, Duration elapsed, double seconds) {
    return goal + (now - goal) * Math.exp(-elapsed.toMillis() / MILLIS / seconds);
  }
}
