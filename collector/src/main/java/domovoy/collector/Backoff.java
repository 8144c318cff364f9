package domovoy.collector;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before trying again: twice as long each time up to a ceiling, and half of it by
 * chance, so that many who wait for the same neighbour do not come at the same moment.
 */
final class Backoff {
  private final Duration first;
  private final Duration ceiling;
  private int failures;

  Backoff(Duration first, Duration ceiling) {
    this.first = first;
    this.ceiling = ceiling;
  }

  /** The wait after one more failure. */
  Duration next() {
    var doubled = first.multipliedBy(1L << Math.min(failures, 20));
    failures++;
    var longest = (doubled.compareTo(ceiling) < 0 ? doubled : ceiling).toMillis();
    return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }

  void reset() {
    failures = 0;
  }
}
