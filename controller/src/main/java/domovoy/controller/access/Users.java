package domovoy.controller.access;

import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Documents;
import domovoy.controller.store.Versioned;
import domovoy.service.Problem;
import domovoy.service.ProblemException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The people of the house. There is always an owner once there was one. */
final class Users {
  private static final int MOST = 100;

  private final Documents<User> documents;
  private final Passwords passwords = new Passwords();
  private final InstantSource clock;

  Users(ConfigurationStore store, InstantSource clock) {
    this.documents = store.documents("users", User.class);
    this.clock = clock;
  }

  boolean isEmpty() {
    return documents.count() == 0;
  }

  Optional<User> find(String name) {
    return documents.find(User.id(name));
  }

  List<User> all() {
    return documents.all().stream().map(Versioned::value).toList();
  }

  /**
   * The user, if the password is theirs. Takes equally long whether there is such a user or not.
   */
  Optional<User> check(String name, Password password) {
    var user = find(name);
    return passwords.matches(password, user.map(User::passwordHash)) ? user : Optional.empty();
  }

  /**
   * Adds a user.
   *
   * @throws ProblemException 409 when the name is taken or there are too many
   */
  User add(String name, Password password, Role role, Optional<String> language) {
    User.requireName(name);
    var hash = passwords.hash(password.requireGood(name));
    var user = new User(name, hash, role, User.requireLanguage(language), clock.instant());
    synchronized (this) {
      if (documents.count() >= MOST) {
        throw Problem.conflict("there are already %d users".formatted(MOST)).toException();
      }
      if (!documents.insert(User.id(name), user)) {
        throw Problem.conflict("there is already a user " + name).toException();
      }
    }
    return user;
  }

  User setPassword(String name, Password password) {
    var hash = passwords.hash(password.requireGood(name));
    return change(name, it -> it.withPasswordHash(hash));
  }

  synchronized User setRole(String name, Role role) {
    if (role != Role.OWNER) {
      requireAnotherOwner(name);
    }
    return change(name, it -> it.with(role));
  }

  User setLanguage(String name, String language) {
    User.requireLanguage(Optional.of(language));
    return change(name, it -> it.withLanguage(language));
  }

  synchronized void delete(String name) {
    requireAnotherOwner(name);
    if (!documents.delete(User.id(name))) {
      throw unknown(name);
    }
  }

  private synchronized User change(String name, UnaryOperator<User> change) {
    var found = documents.findVersioned(User.id(name)).orElseThrow(() -> unknown(name));
    var changed = change.apply(found.value());
    if (!documents.replace(found.with(changed))) {
      throw Problem.conflict(name + " was changed at the same time; try again").toException();
    }
    return changed;
  }

  private void requireAnotherOwner(String name) {
    var id = User.id(name);
    var owners =
        all().stream().filter(it -> it.role() == Role.OWNER).map(it -> User.id(it.name())).toList();
    if (owners.equals(List.of(id))) {
      throw Problem.conflict(name + " is the only owner; make another one first").toException();
    }
  }

  private static ProblemException unknown(String name) {
    return Problem.notFound("there is no user " + name).toException();
  }
}
