package domovoy.controller.access;

import domovoy.service.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing: after {@value #FREE_TRIES} failures a name or an address has to wait, twice
 * as long after each further one. Remembers a bounded number of them, the oldest are forgotten.
 */
final class Throttle {
  private static final int FREE_TRIES = 5;
  private static final int MOST_REMEMBERED = 10_000;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  private record Failures(int count, Instant last) {
    Instant until() {
      if (count < FREE_TRIES) {
        return Instant.MIN;
      }
      var wait = FIRST_WAIT.multipliedBy(1L << Math.min(count - FREE_TRIES, 20));
      return last.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }
  }

  private final InstantSource clock;
  private final Map<String, Failures> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Throttle(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Lets a try pass, or not yet.
   *
   * @throws domovoy.service.ProblemException 429 saying how long to wait
   */
  synchronized void admit(String... keys) {
    var now = clock.instant();
    for (var key : keys) {
      var until = failures.getOrDefault(key, new Failures(0, now)).until();
      if (now.isBefore(until)) {
        throw Problem.tooMany(
                "too many failed tries; wait %d s"
                    .formatted(Duration.between(now, until).toSeconds() + 1))
            .toException();
      }
    }
  }

  synchronized void failed(String... keys) {
    var now = clock.instant();
    for (var key : keys) {
      var before = failures.remove(key);
      var isOld = before == null || before.last().plus(LONGEST_WAIT).isBefore(now);
      failures.put(key, new Failures(isOld ? 1 : before.count() + 1, now));
    }
  }

  synchronized void succeeded(String... keys) {
    for (var key : keys) {
      failures.remove(key);
    }
  }
}
