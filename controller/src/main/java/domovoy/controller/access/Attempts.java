package domovoy.controller.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed attempts by a key, such as an address, and refuses more when there were too many of
 * late. Remembers a bounded number of keys; the ones longest untouched are forgotten first.
 */
final class Attempts {
  private record Failures(int count, Instant first) {}

  private final int allowed;
  private final Duration window;
  private final InstantSource clock;
  private final Map<String, Failures> failures;

  /**
   * @param allowed failures within the window after which no more attempts are let through
   * @param keys most keys remembered
   */
  Attempts(int allowed, Duration window, int keys, InstantSource clock) {
    this.allowed = allowed;
    this.window = window;
    this.clock = clock;
    this.failures =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
            return size() > keys;
          }
        };
  }

  /**
   * Begins an attempt, which counts as failed until {@link #succeed} says otherwise, so that many
   * at the same time do not slip through.
   *
   * @return how long the key has to wait; zero when it may try
   */
  synchronized Duration begin(String key) {
    var now = clock.instant();
    var known = failures.get(key);
    if (known == null || !now.isBefore(known.first().plus(window))) {
      failures.put(key, new Failures(1, now));
      return Duration.ZERO;
    }
    if (known.count() >= allowed) {
      return Duration.between(now, known.first().plus(window));
    }
    failures.put(key, new Failures(known.count() + 1, known.first()));
    return Duration.ZERO;
  }

  synchronized void succeed(String key) {
    failures.remove(key);
  }
}
