package domovoy.controller.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.controller.Routes;
import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import domovoy.core.Source;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Signing in and out, and the welcome of the first person. */
final class SessionRoutes implements Routes {
  static final int MOST_BYTES = 4_096;
  private static final Source SIGN_IN = Source.system("sign-in");
  private static final List<String> FORMS =
      List.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");
  private static final int KEYS = 10_000;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int PER_USER = 10;
  private static final int PER_ADDRESS = 30;
  private static final int IPV6_NETWORK_BYTES = 8;

  record SignIn(String name, Password password) {
    SignIn {
      if (name == null || name.isBlank() || name.length() > Names.LONGEST) {
        throw new InvalidInputException("name", "the name of a user", "");
      }
      if (password == null) {
        throw new InvalidInputException("password", "the password", "");
      }
    }
  }

  record Entry(String token, String name, Password password, Optional<String> language) {
    Entry {
      if (token == null) {
        throw new InvalidInputException("token", "the token of the one-time link", "");
      }
      User.requireName(name);
      if (password == null) {
        throw new InvalidInputException("password", "the password", "");
      }
    }
  }

  /**
   * Who one is.
   *
   * @param csrf for the header of requests that change something; only of a session
   * @param language the user's choice; empty: as the browser says
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record WhoAmI(
      String name,
      Caller.Kind kind,
      Optional<Role> role,
      List<Permission> permissions,
      Optional<String> csrf,
      Optional<String> language) {}

  private final Access access;
  private final Users users;
  private final Sessions sessions;
  private final Welcome welcome;
  private final Trail trail;
  private final SessionCookie cookie;
  private final Attempts byUser;
  private final Attempts byAddress;

  SessionRoutes(
      Access access,
      Users users,
      Sessions sessions,
      Welcome welcome,
      SessionCookie cookie,
      Trail trail,
      InstantSource clock) {
    this.access = access;
    this.users = users;
    this.sessions = sessions;
    this.welcome = welcome;
    this.trail = trail;
    this.cookie = cookie;
    this.byUser = new Attempts(PER_USER, WINDOW, KEYS, clock);
    this.byAddress = new Attempts(PER_ADDRESS, WINDOW, KEYS, clock);
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.post("/api/v1/welcome", this::welcome);
    routing.post("/api/v1/session", this::signIn);
    routing.get("/api/v1/session", this::whoAmI);
    routing.delete("/api/v1/session", this::signOut);
  }

  private void welcome(ServerRequest request, ServerResponse response) {
    refuseOtherSites(request);
    begin(byAddress, network(request));
    var entry = Bodies.json(request, MOST_BYTES, Entry.class);
    var owner = welcome.enter(entry.token(), entry.name(), entry.password(), entry.language());
    if (owner.isEmpty()) {
      trail.refused(request, SIGN_IN, "user.welcome", entry.name(), "the link is not valid");
      throw Problem.unauthorized(
              "this link was used, is too old, or is from before a restart; the log of Domovoy"
                  + " shows the valid one")
          .toException();
    }
    byAddress.succeed(network(request));
    trail.done(
        request, Source.person(entry.name()), "user.welcome", entry.name(), "became the owner");
    open(request, response, owner.get());
  }

  private void signIn(ServerRequest request, ServerResponse response) {
    refuseOtherSites(request);
    var asked = Bodies.json(request, MOST_BYTES, SignIn.class);
    begin(byAddress, network(request));
    begin(byUser, User.id(asked.name()));
    var user = users.check(asked.name(), asked.password());
    if (user.isEmpty()) {
      trail.refused(request, SIGN_IN, "user.sign-in", asked.name(), "wrong name or password");
      throw Problem.unauthorized("wrong name or password").toException();
    }
    byAddress.succeed(network(request));
    byUser.succeed(User.id(asked.name()));
    SessionCookie.of(request).ifPresent(sessions::close);
    trail.done(request, Source.person(user.get().name()), "user.sign-in", user.get().name(), "");
    open(request, response, user.get());
  }

  private void open(ServerRequest request, ServerResponse response, User user) {
    var opened = sessions.open(user.name());
    cookie.set(request, response, opened);
    var caller = Access.caller(user, Trail.from(request));
    Bodies.send(response, describe(caller, Optional.of(opened.session())));
  }

  private void whoAmI(ServerRequest request, ServerResponse response) {
    var caller = access.authenticate(request);
    if (caller.kind() == Caller.Kind.TOKEN) {
      Bodies.send(response, describe(caller, Optional.empty()));
      return;
    }
    var token = SessionCookie.of(request).orElseThrow();
    var rotated = sessions.rotate(token);
    rotated.ifPresent(it -> cookie.set(request, response, it));
    var session = rotated.map(Sessions.Opened::session).or(() -> sessions.find(token));
    Bodies.send(response, describe(caller, session));
  }

  private void signOut(ServerRequest request, ServerResponse response) {
    var caller = access.authenticate(request);
    SessionCookie.of(request).ifPresent(sessions::close);
    cookie.clear(request, response);
    trail.done(request, caller.source(), "user.sign-out", caller.name(), "");
    response.status(Status.NO_CONTENT_204).send();
  }

  private WhoAmI describe(Caller caller, Optional<Sessions.Session> session) {
    return new WhoAmI(
        caller.name(),
        caller.kind(),
        caller.role(),
        caller.permissions().stream().sorted().toList(),
        session.map(Sessions.Session::csrf),
        session.flatMap(it -> users.find(it.user())).flatMap(User::language));
  }

  private static void begin(Attempts attempts, String key) {
    var wait = attempts.begin(key);
    if (wait.isPositive()) {
      throw Problem.tooMany(
              "too many attempts to sign in; try again in %d s".formatted(wait.toSeconds() + 1))
          .toException();
    }
  }

  /** Another site's page must not sign a browser in as someone else. */
  private static void refuseOtherSites(ServerRequest request) {
    var type = request.headers().value(HeaderNames.CONTENT_TYPE).orElse("");
    var site = request.headers().value(HeaderNames.create("Sec-Fetch-Site")).orElse("");
    if (FORMS.stream().anyMatch(type::startsWith) || site.equals("cross-site")) {
      throw Problem.forbidden("sign in from Domovoy's own page, or send application/json")
          .toException();
    }
  }

  /** The address; of IPv6 the network, since one house has a whole one to itself. */
  private static String network(ServerRequest request) {
    var from = Trail.from(request);
    try {
      return InetAddress.getByName(from) instanceof Inet6Address address
          ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_NETWORK_BYTES))
          : from;
    } catch (UnknownHostException _) {
      return from;
    }
  }
}
