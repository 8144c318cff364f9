package domovoy.edge;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before trying again: twice as long each time up to a bound, less a random part
 * of up to a half so that many who wait do not come at once. Not thread safe.
 */
final class Backoff {
  private final Duration first;
  private final Duration longest;
  private Duration next;

  Backoff(Duration first, Duration longest) {
    this.first = first;
    this.longest = longest;
    this.next = first;
  }

  /** The wait after one more failure. */
  Duration next() {
    var wait = next;
    var doubled = next.multipliedBy(2);
    next = doubled.compareTo(longest) < 0 ? doubled : longest;
    return wait.multipliedBy(ThreadLocalRandom.current().nextInt(50, 101)).dividedBy(100);
  }

  /** It worked: the next wait is short again. */
  void reset() {
    next = first;
  }
}
