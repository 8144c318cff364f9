package domovoy.controller.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** So many times a minute and no more: keeps a flood from outside from becoming one inside. */
final class Allowance {
  private static final Duration SPAN = Duration.ofMinutes(1);

  private final int perMinute;
  private final InstantSource clock;
  private Instant began = Instant.EPOCH;
  private int used;

  Allowance(int perMinute, InstantSource clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /** Whether this once is still within it. */
  synchronized boolean take() {
    var now = clock.instant();
    if (!now.isBefore(began.plus(SPAN)) || now.isBefore(began)) {
      began = now;
      used = 0;
    }
    used++;
    return used <= perMinute;
  }
}
