package domovoy.controller.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Documents;
import domovoy.controller.store.Versioned;
import domovoy.core.Names;
import domovoy.service.Problem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What programs show to be let in. A token is shown once; its hash is stored. */
final class Tokens {
  private static final String PREFIX = "domovoy-";
  private static final int MOST = 1_000;

  /**
   * A token as it is stored.
   *
   * @param name what it is for
   * @param scopes what it may do
   * @param user whose it is, and whose rights bound its own; empty: a part of Domovoy
   * @param created when
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Token(String name, Set<String> scopes, Optional<String> user, Instant created) {

    Set<Permission> permissions() {
      return Permission.ofScopes(scopes);
    }
  }

  private final Documents<Token> documents;
  private final InstantSource clock;

  Tokens(ConfigurationStore store, InstantSource clock) {
    this.documents = store.documents("tokens", Token.class);
    this.clock = clock;
  }

  /**
   * Makes a token.
   *
   * @throws domovoy.service.ProblemException 409 when the name is taken
   */
  synchronized String create(String name, Set<String> scopes, Optional<String> user) {
    Names.requireName("name", name);
    var all = documents.all();
    if (all.size() >= MOST || all.stream().anyMatch(it -> it.value().name().equals(name))) {
      throw Problem.conflict(
              all.size() >= MOST ? "there are too many tokens" : "there is already a token " + name)
          .toException();
    }
    var token = PREFIX + Digest.randomSecret();
    documents.save(Digest.of(token), new Token(name, scopes, user.map(User::id), clock.instant()));
    return token;
  }

  Optional<Token> find(String token) {
    return documents.find(Digest.of(token));
  }

  List<Token> all() {
    return documents.all().stream().map(Versioned::value).toList();
  }

  /** Whether there was one of that name. */
  synchronized boolean delete(String name) {
    var found = documents.all().stream().filter(it -> it.value().name().equals(name)).toList();
    found.forEach(it -> documents.delete(it.id()));
    return !found.isEmpty();
  }

  void deleteAll(String user) {
    all().stream()
        .filter(it -> it.user().equals(Optional.of(User.id(user))))
        .forEach(it -> delete(it.name()));
  }
}
