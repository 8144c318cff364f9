package domovoy.controller.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.controller.Routes;
import domovoy.core.InvalidInputException;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/** Who may sign in. Owners manage everyone; anyone changes their own password and language. */
final class UserRoutes implements Routes {
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record UserView(String name, Role role, Optional<String> language, Instant created) {
    static UserView of(User user) {
      return new UserView(user.name(), user.role(), user.language(), user.created());
    }
  }

  record NewUser(String name, Password password, Role role, Optional<String> language) {
    NewUser {
      User.requireName(name);
      if (password == null) {
        throw new InvalidInputException("password", "the password", "");
      }
      if (role == null) {
        throw new InvalidInputException("role", "owner, resident, guest, installer or screen", "");
      }
    }
  }

  /**
   * What shall change.
   *
   * @param currentPassword needed by who changes their own password
   */
  record Change(
      Optional<Role> role,
      Optional<Password> password,
      Optional<Password> currentPassword,
      Optional<String> language) {}

  private final Access access;
  private final Users users;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Trail trail;

  UserRoutes(Access access, Users users, Sessions sessions, Tokens tokens, Trail trail) {
    this.access = access;
    this.users = users;
    this.sessions = sessions;
    this.tokens = tokens;
    this.trail = trail;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/users", this::list);
    routing.post("/api/v1/users", this::create);
    routing.patch("/api/v1/users/{name}", this::change);
    routing.delete("/api/v1/users/{name}", this::delete);
  }

  private void list(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.USERS);
    Bodies.send(response, users.all().stream().map(UserView::of).toList());
  }

  private void create(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.USERS);
    var asked = Bodies.json(request, SessionRoutes.MOST_BYTES, NewUser.class);
    var user = users.add(asked.name(), asked.password(), asked.role(), asked.language());
    trail.done(request, caller.source(), "user.create", user.name(), "as " + user.role());
    Bodies.send(response, Status.CREATED_201, UserView.of(user));
  }

  private void change(ServerRequest request, ServerResponse response) {
    var name = name(request);
    var caller = access.authenticate(request);
    var isSelf =
        caller.kind() == Caller.Kind.SESSION && User.id(caller.name()).equals(User.id(name));
    var asked = Bodies.json(request, SessionRoutes.MOST_BYTES, Change.class);
    if (!isSelf || asked.role().isPresent()) {
      caller = access.require(request, Permission.USERS);
    }
    if (isSelf && asked.password().isPresent()) {
      requireCurrent(name, asked.currentPassword());
    }
    var done = new ArrayList<String>();
    asked
        .role()
        .ifPresent(
            it -> {
              users.setRole(name, it);
              done.add("role " + it);
            });
    asked
        .language()
        .ifPresent(
            it -> {
              users.setLanguage(name, it);
              done.add("language " + it);
            });
    asked
        .password()
        .ifPresent(
            it -> {
              users.setPassword(name, it);
              sessions.closeAll(
                  name, isSelf ? SessionCookie.of(request) : Optional.<String>empty());
              done.add("password, and other sessions ended");
            });
    var user = users.find(name).orElseThrow(() -> unknown(name).toException());
    if (!done.isEmpty()) {
      trail.done(request, caller.source(), "user.change", user.name(), String.join(", ", done));
    }
    Bodies.send(response, UserView.of(user));
  }

  private void requireCurrent(String name, Optional<Password> current) {
    if (current.flatMap(it -> users.check(name, it)).isEmpty()) {
      throw new InvalidInputException("current-password", "your password as it is now", "");
    }
  }

  private void delete(ServerRequest request, ServerResponse response) {
    var name = name(request);
    var caller = access.require(request, Permission.USERS);
    users.delete(name);
    sessions.closeAll(name, Optional.empty());
    tokens.deleteAll(name);
    trail.done(request, caller.source(), "user.delete", name, "");
    response.status(Status.NO_CONTENT_204).send();
  }

  private static String name(ServerRequest request) {
    return request.path().pathParameters().get("name");
  }

  private static Problem unknown(String name) {
    return Problem.notFound("there is no user " + name);
  }
}
