package domovoy.controller.access;

import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Documents;
import domovoy.controller.store.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Who is signed in. A session ends when it was not used for {@link #IDLE}, and in any case after
 * {@link #LONGEST}; its token changes every {@link #ROTATE}. Only hashes of tokens are stored.
 */
final class Sessions {
  static final Duration IDLE = Duration.ofDays(14);
  static final Duration LONGEST = Duration.ofDays(90);
  static final Duration ROTATE = Duration.ofDays(1);

  /** For requests that were under way with the old token. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /** How exactly the last use is known: each note of it is a write. */
  private static final Duration SEEN_STEP = Duration.ofMinutes(10);

  /**
   * A session as it is stored.
   *
   * @param user their name
   * @param csrf what requests that change something must repeat in {@code X-CSRF-Token}
   * @param created when they signed in
   * @param issued when this token was made
   * @param seen about when it was last used
   * @param ends when it ends, used or not
   */
  record Session(
      String user, String csrf, Instant created, Instant issued, Instant seen, Instant ends) {

    boolean isOver(Instant now) {
      return !now.isBefore(ends) || !now.isBefore(seen.plus(IDLE));
    }

    Session seenAt(Instant now) {
      return new Session(user, csrf, created, issued, now, ends);
    }

    Session endingAt(Instant end) {
      return new Session(user, csrf, created, issued, seen, end.isBefore(ends) ? end : ends);
    }
  }

  /** A session and the token that only the browser keeps. */
  record Opened(String token, Session session) {}

  private final Documents<Session> documents;
  private final InstantSource clock;

  Sessions(ConfigurationStore store, InstantSource clock) {
    this.documents = store.documents("sessions", Session.class);
    this.clock = clock;
  }

  Opened open(String user) {
    var now = clock.instant();
    documents.all().stream()
        .filter(it -> it.value().isOver(now))
        .forEach(it -> documents.delete(it.id()));
    return store(
        new Session(User.id(user), Digest.randomSecret(), now, now, now, now.plus(LONGEST)));
  }

  Optional<Session> find(String token) {
    var now = clock.instant();
    var found = documents.findVersioned(Digest.of(token));
    if (found.filter(it -> it.value().isOver(now)).isPresent()) {
      documents.delete(found.get().id());
      return Optional.empty();
    }
    found
        .filter(it -> !it.value().seen().plus(SEEN_STEP).isAfter(now))
        .ifPresent(it -> documents.replace(it.with(it.value().seenAt(now))));
    return found.map(Versioned::value);
  }

  /** The session under a new token, when this one is old enough. */
  Optional<Opened> rotate(String token) {
    var now = clock.instant();
    return documents
        .findVersioned(Digest.of(token))
        .filter(it -> !it.value().issued().plus(ROTATE).isAfter(now))
        .filter(it -> documents.replace(it.with(it.value().endingAt(now.plus(GRACE)))))
        .map(Versioned::value)
        .map(it -> store(new Session(it.user(), it.csrf(), it.created(), now, now, it.ends())));
  }

  void close(String token) {
    documents.delete(Digest.of(token));
  }

  /** Ends every session of the user but the one of the token. */
  void closeAll(String user, Optional<String> except) {
    var spared = except.map(Digest::of);
    documents.all().stream()
        .filter(it -> it.value().user().equals(User.id(user)))
        .filter(it -> !spared.equals(Optional.of(it.id())))
        .forEach(it -> documents.delete(it.id()));
  }

  private Opened store(Session session) {
    var token = Digest.randomSecret();
    documents.save(Digest.of(token), session);
    return new Opened(token, session);
  }
}
