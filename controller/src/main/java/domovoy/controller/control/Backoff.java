package domovoy.controller.control;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before a command that failed is tried again: ever longer, never in step. */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST_DOUBLINGS = 5;

  private Backoff() {}

  /**
   * @param failures how many attempts in a row had failed before this one
   */
  static Duration after(int failures) {
    var doubled = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    var longest = Math.min(doubled.toMillis(), LONGEST.toMillis());
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest * 3 / 4, longest));
  }
}
