package domovoy.controller.access;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The one-time link by which the first person becomes the owner. It is kept in memory only: a
 * restart makes another one.
 */
final class Welcome {
  private static final Duration LIFE = Duration.ofHours(24);

  private record Link(String token, Instant until) {}

  private final Users users;
  private final InstantSource clock;
  private Optional<Link> link = Optional.empty();

  Welcome(Users users, InstantSource clock) {
    this.users = users;
    this.clock = clock;
  }

  /**
   * The link, while there is no user. The token stands after the {@code #}, which browsers send to
   * no server.
   */
  synchronized Optional<URI> link(URI base) {
    if (!users.isEmpty()) {
      return Optional.empty();
    }
    var now = clock.instant();
    if (link.filter(it -> now.isBefore(it.until())).isEmpty()) {
      link = Optional.of(new Link(Digest.randomSecret(), now.plus(LIFE)));
    }
    return link.map(it -> base.resolve("/#/welcome/" + it.token()));
  }

  /** Makes the owner, if the token is that of the link; then the link is used up. */
  synchronized Optional<User> enter(
      String token, String name, Password password, Optional<String> language) {
    var now = clock.instant();
    var fits =
        link.filter(it -> now.isBefore(it.until()))
            .filter(it -> Digest.same(it.token(), token))
            .isPresent();
    if (!fits || !users.isEmpty()) {
      return Optional.empty();
    }
    var owner = users.add(name, password, Role.OWNER, language);
    link = Optional.empty();
    return Optional.of(owner);
  }
}
