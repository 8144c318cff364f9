package domovoy.controller.access;

import domovoy.controller.Routes;
import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import domovoy.core.Source;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.SetCookie;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Signing in and out, and the first sign-in by the one-time link. */
public final class SessionRoutes implements Routes {
  private static final long LONGEST_BODY = 10_000;
  private static final String SIGN_IN = "user.sign-in";
  private static final String SIGN_OUT = "user.sign-out";
  private static final String WELCOME = "user.welcome";

  /** What one signs in with. */
  record SignIn(String name, String password) {
    SignIn {
      name = required("name", name);
      password = required("password", password);
    }

    @Override
    public String toString() {
      return "SignIn[" + name + "]";
    }
  }

  /** What the first person of the house chooses. */
  record FirstUser(String token, String name, String password) {
    FirstUser {
      token = required("token", token);
      name = required("name", name);
      password = required("password", password);
    }

    @Override
    public String toString() {
      return "FirstUser[" + name + "]";
    }
  }

  /** Who is signed in, for the page. */
  record Self(String name, Role role, Set<Permission> permissions, String csrf) {
    @Override
    public String toString() {
      return "Self[" + name + "]";
    }
  }

  private final Access access;
  private final Passwords passwords;
  private final Entries entries;
  private final InstantSource clock;
  private final Throttle throttle;
  private final boolean secure;

  /**
   * @param secure whether the page is served over HTTPS, so that the cookie never leaves it
   */
  SessionRoutes(
      Access access, Passwords passwords, Entries entries, InstantSource clock, boolean secure) {
    this.access = access;
    this.passwords = passwords;
    this.entries = entries;
    this.clock = clock;
    this.throttle = new Throttle(clock);
    this.secure = secure;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing
        .post("/api/v1/welcome", this::welcome)
        .get("/api/v1/session", this::show)
        .post("/api/v1/session", this::signIn)
        .delete("/api/v1/session", this::signOut);
  }

  private void welcome(ServerRequest request, ServerResponse response) {
    var from = Access.from(request);
    throttle.admit(from);
    var first = Bodies.json(request, LONGEST_BODY, FirstUser.class);
    var name = Names.requireName("name", first.name());
    var hash = passwords.hash(first.password());
    if (!access.welcome().use(first.token())) {
      throttle.failed(from);
      entries.refused(Source.person(name), from, WELCOME, name, "the link is not good");
      throw Problem.unauthorized(
              "this link was used before, or is from an earlier start; the newest one is in what"
                  + " Domovoy printed when it started")
          .toException();
    }
    if (!access.users().insert(name, new User(name, Role.OWNER, hash, clock.instant()))) {
      access.welcome().giveBack(first.token());
      throw Problem.conflict("there is a user " + name + " already; choose another name")
          .toException();
    }
    entries.done(Source.person(name), from, WELCOME, name);
    open(name, Role.OWNER, response);
  }

  private void signIn(ServerRequest request, ServerResponse response) {
    var from = Access.from(request);
    var wanted = Bodies.json(request, LONGEST_BODY, SignIn.class);
    var byName = "user " + wanted.name();
    throttle.admit(from, byName);
    var user = access.users().find(wanted.name());
    if (!passwords.matches(wanted.password(), user)) {
      throttle.failed(from, byName);
      entries.refused(
          Source.system("door"), from, SIGN_IN, wanted.name(), "wrong name or password");
      throw Problem.unauthorized("wrong name or password").toException();
    }
    throttle.succeeded(from, byName);
    entries.done(Source.person(wanted.name()), from, SIGN_IN, wanted.name());
    open(wanted.name(), user.orElseThrow().role(), response);
  }

  private void open(String name, Role role, ServerResponse response) {
    var opened = access.sessions().open(name);
    response.headers().addCookie(cookie(opened.getKey()).maxAge(Session.LONGEST).build());
    Bodies.send(response, new Self(name, role, role.permissions(), opened.getValue().csrf()));
  }

  private void show(ServerRequest request, ServerResponse response) {
    Bodies.send(
        response,
        self(request).orElseThrow(() -> Problem.unauthorized("nobody is signed in").toException()));
  }

  private Optional<Self> self(ServerRequest request) {
    return Access.cookie(request)
        .flatMap(access.sessions()::of)
        .flatMap(
            session ->
                access
                    .users()
                    .find(session.user())
                    .map(
                        user ->
                            new Self(
                                user.name(),
                                user.role(),
                                user.role().permissions(),
                                session.csrf())));
  }

  private void signOut(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.READ);
    Access.cookie(request).ifPresent(access.sessions()::close);
    entries.done(caller, SIGN_OUT, caller.source().name());
    response.headers().addCookie(cookie("").maxAge(java.time.Duration.ZERO).build());
    response.status(Status.NO_CONTENT_204).header(HeaderNames.CACHE_CONTROL, "no-store").send();
  }

  private SetCookie.Builder cookie(String value) {
    return SetCookie.builder(Access.COOKIE, value)
        .path("/")
        .httpOnly(true)
        .secure(secure)
        .sameSite(SetCookie.SameSite.STRICT);
  }

  private static String required(String field, String value) {
    if (value == null || value.isBlank()) {
      throw new InvalidInputException(field, "a " + field, "");
    }
    return value;
  }
}
