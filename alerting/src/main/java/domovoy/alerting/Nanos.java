package domovoy.alerting;

import java.time.Duration;
import java.time.Instant;

/** Time inside the engine: nanoseconds since 1970, which are quick to compare. */
final class Nanos {
  /** A moment that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  /** A moment before all others. */
  static final long LONG_AGO = Long.MIN_VALUE / 2;

  private static final long SECOND = 1_000_000_000L;
  private static final long LAST_SECOND = NEVER / SECOND - 1;

  private Nanos() {}

  /** Times out of range (before 1677, after 2262) become the nearest that is in it. */
  static long of(Instant instant) {
    var seconds = instant.getEpochSecond();
    if (seconds >= LAST_SECOND) {
      return LAST_SECOND * SECOND;
    }
    return seconds <= -LAST_SECOND ? -LAST_SECOND * SECOND : seconds * SECOND + instant.getNano();
  }

  static long of(Duration duration) {
    return duration.getSeconds() >= LAST_SECOND ? NEVER : duration.toNanos();
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
  }

  /** The sum; {@link #NEVER} when it is beyond all times. */
  static long plus(long time, long span) {
    var sum = time + span;
    return span == NEVER || (span > 0 && sum < time) ? NEVER : sum;
  }
}
