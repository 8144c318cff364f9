package domovoy.controller.access;

import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Documents;
import domovoy.controller.store.Versioned;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who is signed in. Kept under the hash of the cookie, and over a restart. */
final class Sessions {
  private final Documents<Session> kept;
  private final Map<String, Session> live = new ConcurrentHashMap<>();
  private final InstantSource clock;

  Sessions(ConfigurationStore store, InstantSource clock) {
    this.kept = store.documents("sessions", Session.class);
    this.clock = clock;
    for (Versioned<Session> it : kept.all()) {
      if (it.value().isOver(clock.instant())) {
        kept.delete(it.id());
      } else {
        live.put(it.id(), it.value());
      }
    }
  }

  /** A new session and the value of its cookie. */
  Map.Entry<String, Session> open(String user) {
    var cookie = Digest.randomSecret();
    var now = clock.instant();
    var session = new Session(user, Digest.randomSecret(), now, now);
    kept.save(Digest.of(cookie), session);
    live.put(Digest.of(cookie), session);
    return Map.entry(cookie, session);
  }

  Optional<Session> of(String cookie) {
    var id = Digest.of(cookie);
    var session = live.get(id);
    if (session == null) {
      return Optional.empty();
    }
    var now = clock.instant();
    if (session.isOver(now)) {
      end(id);
      return Optional.empty();
    }
    if (session.isWorthTouching(now)) {
      var touched = session.seenAt(now);
      live.put(id, touched);
      kept.save(id, touched);
    }
    return Optional.of(session);
  }

  void close(String cookie) {
    end(Digest.of(cookie));
  }

  /** Ends all sessions of a user whose rights or password have changed. */
  void closeAllOf(String user) {
    live.forEach(
        (id, session) -> {
          if (session.user().equals(user)) {
            end(id);
          }
        });
  }

  private void end(String id) {
    live.remove(id);
    kept.delete(id);
  }
}
