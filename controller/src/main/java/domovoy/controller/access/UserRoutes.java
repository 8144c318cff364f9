package domovoy.controller.access;

import domovoy.controller.Routes;
import domovoy.controller.store.Versioned;
import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The people and screens that sign in; the owner manages them. */
public final class UserRoutes implements Routes {
  private static final long LONGEST_BODY = 10_000;

  /** A user to add. */
  record NewUser(String name, Role role, String password) {
    NewUser {
      Names.requireName("name", name);
      if (role == null) {
        throw new InvalidInputException("role", "owner, resident, guest, installer or screen", "");
      }
    }

    @Override
    public String toString() {
      return "NewUser[" + name + "]";
    }
  }

  /** What changes of a user; what is left out stays. */
  record Change(Optional<Role> role, Optional<String> password) {
    @Override
    public String toString() {
      return "Change[" + role + "]";
    }
  }

  /** A user as others may see it. */
  record View(String name, Role role, Instant created) {
    static View of(User user) {
      return new View(user.name(), user.role(), user.created());
    }
  }

  private final Access access;
  private final Passwords passwords;
  private final Entries entries;
  private final InstantSource clock;

  UserRoutes(Access access, Passwords passwords, Entries entries, InstantSource clock) {
    this.access = access;
    this.passwords = passwords;
    this.entries = entries;
    this.clock = clock;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing
        .get("/api/v1/users", this::list)
        .post("/api/v1/users", this::create)
        .patch("/api/v1/users/{name}", this::change)
        .delete("/api/v1/users/{name}", this::delete);
  }

  private void list(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.USERS);
    Bodies.send(
        response, access.users().all().stream().map(Versioned::value).map(View::of).toList());
  }

  private void create(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.USERS);
    var wanted = Bodies.json(request, LONGEST_BODY, NewUser.class);
    var user =
        new User(wanted.name(), wanted.role(), passwords.hash(wanted.password()), clock.instant());
    if (!access.users().insert(user.name(), user)) {
      throw Problem.conflict("there is a user " + user.name() + " already").toException();
    }
    entries.done(caller, "user.create", user.name());
    Bodies.send(response, Status.CREATED_201, View.of(user));
  }

  private void change(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.USERS);
    var change = Bodies.json(request, LONGEST_BODY, Change.class);
    var before = known(request);
    if (change.role().isPresent() && change.role().get() != Role.OWNER) {
      requireAnotherOwner(before.value());
    }
    var after =
        new User(
            before.value().name(),
            change.role().orElse(before.value().role()),
            change.password().map(passwords::hash).orElse(before.value().password()),
            before.value().created());
    if (!access.users().replace(before.with(after))) {
      throw Problem.conflict("the user was changed by another at the same time; try again")
          .toException();
    }
    access.sessions().closeAllOf(after.name());
    entries.done(caller, "user.change", after.name());
    Bodies.send(response, View.of(after));
  }

  private void delete(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.USERS);
    var user = known(request).value();
    requireAnotherOwner(user);
    access.users().delete(user.name());
    access.sessions().closeAllOf(user.name());
    entries.done(caller, "user.delete", user.name());
    response.status(Status.NO_CONTENT_204).send();
  }

  private Versioned<User> known(ServerRequest request) {
    var name = request.path().pathParameters().get("name");
    return access
        .users()
        .findVersioned(name)
        .orElseThrow(() -> Problem.notFound("there is no user " + name).toException());
  }

  /** A house without an owner could never be managed again. */
  private void requireAnotherOwner(User user) {
    var others =
        access.users().all().stream()
            .map(Versioned::value)
            .anyMatch(it -> it.role() == Role.OWNER && !it.name().equals(user.name()));
    if (user.role() == Role.OWNER && !others) {
      throw Problem.conflict(user.name() + " is the only owner; make another one first")
          .toException();
    }
  }
}
