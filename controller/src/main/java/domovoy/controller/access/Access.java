package domovoy.controller.access;

import domovoy.controller.Routes;
import domovoy.controller.store.Audit;
import domovoy.controller.store.ConfigurationStore;
import domovoy.core.Source;
import domovoy.service.Problem;
import domovoy.service.ProblemException;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who makes a request and whether they may. A person shows a session cookie and, to change
 * something, the session's token in {@code X-CSRF-Token}; a program shows {@code Authorization:
 * Bearer}.
 */
public final class Access {
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String CSRF_HEADER = "X-CSRF-Token";

  private record Service(String name, Set<Permission> permissions) {}

  private final Map<String, Service> services = new HashMap<>();
  private final Users users;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Welcome welcome;
  private final Trail trail;

  /**
   * @param services name to the token of a program from the settings
   * @throws domovoy.core.InvalidInputException naming a scope that there is not
   */
  public Access(ConfigurationStore store, Map<String, ServiceToken> services, InstantSource clock) {
    users = new Users(store, clock);
    sessions = new Sessions(store, clock);
    tokens = new Tokens(store, clock);
    welcome = new Welcome(users, clock);
    trail = new Trail(store.audit(), clock);
    services.forEach(
        (name, it) ->
            this.services.put(
                Digest.of(it.token()), new Service(name, Permission.ofScopes(it.scopes()))));
  }

  /**
   * Who makes the request.
   *
   * @throws ProblemException 401 when no one that is known; 403 when a session's request to change
   *     something lacks its token
   */
  public Caller authenticate(ServerRequest request) {
    var authorization = request.headers().value(HeaderNames.AUTHORIZATION);
    if (authorization.isPresent()) {
      return bearer(authorization.get())
          .flatMap(it -> byToken(it, Trail.from(request)))
          .orElseThrow(() -> Problem.unauthorized("this token is not known").toException());
    }
    return SessionCookie.of(request)
        .flatMap(it -> bySession(it, request))
        .orElseThrow(() -> Problem.unauthorized("sign in, or send an API token").toException());
  }

  /**
   * Who makes the request, when they have the permission. A refusal to change something is audited.
   *
   * @throws ProblemException 401 or 403
   */
  public Caller require(ServerRequest request, Permission permission) {
    var caller = authenticate(request);
    try {
      caller.require(permission);
      return caller;
    } catch (ProblemException e) {
      if (!isSafe(request)) {
        trail.refused(
            request,
            caller.source(),
            "access.request",
            request.prologue().method().text() + " " + request.path().path(),
            e.getMessage());
      }
      throw e;
    }
  }

  /**
   * The one-time link by which the first person becomes the owner; empty once there is one.
   *
   * @param base where the controller is, as people reach it
   */
  public Optional<URI> welcome(URI base) {
    return welcome.link(base);
  }

  /**
   * What people sign in and out with, and what the owner manages them and programs with.
   *
   * @param secure whether the page is served over HTTPS
   */
  public List<Routes> routes(Audit audit, InstantSource clock, boolean secure) {
    var entries = new Trail(audit, clock);
    var cookie = new SessionCookie(secure, clock);
    return List.of(
        new SessionRoutes(this, users, sessions, welcome, cookie, entries, clock),
        new UserRoutes(this, users, sessions, tokens, entries),
        new TokenRoutes(this, tokens, entries));
  }

  /** Looks the token up by its hash, which tells an attacker nothing about any other. */
  private Optional<Caller> byToken(String text, String from) {
    var service = services.get(Digest.of(text));
    if (service != null) {
      return Optional.of(program(service.name(), Optional.empty(), service.permissions(), from));
    }
    return tokens
        .find(text)
        .flatMap(
            token -> {
              var permissions = token.permissions();
              var user = token.user().flatMap(users::find);
              if (token.user().isPresent() && user.isEmpty()) {
                return Optional.empty();
              }
              user.ifPresent(it -> permissions.retainAll(it.role().permissions()));
              return Optional.of(program(token.name(), user, permissions, from));
            });
  }

  private static Caller program(
      String name, Optional<User> user, Set<Permission> permissions, String from) {
    return new Caller(
        Source.system(name),
        Caller.Kind.TOKEN,
        user.map(User::name),
        user.map(User::role),
        permissions,
        from);
  }

  private Optional<Caller> bySession(String cookie, ServerRequest request) {
    return sessions
        .find(cookie)
        .flatMap(
            session -> {
              var user = users.find(session.user());
              if (user.isPresent() && !isSafe(request)) {
                requireCsrf(session, request);
              }
              return user.map(it -> caller(it, Trail.from(request)));
            });
  }

  static Caller caller(User user, String from) {
    return new Caller(
        Source.person(user.name()),
        Caller.Kind.SESSION,
        Optional.of(user.name()),
        Optional.of(user.role()),
        EnumSet.copyOf(user.role().permissions()),
        from);
  }

  private static void requireCsrf(Sessions.Session session, ServerRequest request) {
    var sent = request.headers().value(HeaderNames.create(CSRF_HEADER)).orElse("");
    if (!Digest.same(session.csrf(), sent)) {
      throw Problem.forbidden(
              "the header %s must repeat 'csrf' of GET /api/v1/session".formatted(CSRF_HEADER))
          .toException();
    }
  }

  private static boolean isSafe(ServerRequest request) {
    return SAFE_METHODS.contains(request.prologue().method().text());
  }

  private static Optional<String> bearer(String authorization) {
    var space = authorization.indexOf(' ');
    if (space < 0) {
      return Optional.empty();
    }
    var scheme = authorization.substring(0, space);
    return scheme.equalsIgnoreCase("Bearer") || scheme.equalsIgnoreCase("Token")
        ? Optional.of(authorization.substring(space + 1).strip())
        : Optional.empty();
  }
}
