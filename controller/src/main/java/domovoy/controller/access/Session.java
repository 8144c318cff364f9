package domovoy.controller.access;

import java.time.Duration;
import java.time.Instant;

/**
 * A user that is signed in on one browser.
 *
 * @param user who
 * @param csrf what each request that changes something must bring besides the cookie
 * @param created when the user signed in
 * @param seen when it was last used, to the hour
 */
record Session(String user, String csrf, Instant created, Instant seen) {
  /** A panel on the wall stays signed in as long as it is used. */
  static final Duration IDLE = Duration.ofDays(30);

  static final Duration LONGEST = Duration.ofDays(365);
  private static final Duration SEEN_EVERY = Duration.ofHours(1);

  boolean isOver(Instant now) {
    return now.isAfter(seen.plus(IDLE)) || now.isAfter(created.plus(LONGEST));
  }

  boolean isWorthTouching(Instant now) {
    return now.isAfter(seen.plus(SEEN_EVERY));
  }

  Session seenAt(Instant now) {
    return new Session(user, csrf, created, now);
  }

  @Override
  public String toString() {
    return "Session[" + user + "]";
  }
}
