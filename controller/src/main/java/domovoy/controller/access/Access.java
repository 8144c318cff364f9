package domovoy.controller.access;

import domovoy.controller.Routes;
import domovoy.controller.store.Audit;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Documents;
import domovoy.core.Source;
import domovoy.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides who makes a request and whether it may. */
public final class Access {
  static final String COOKIE = "domovoy-session";
  private static final String CSRF = "X-CSRF-Token";
  private static final Set<Method> SAFE = Set.of(Method.GET, Method.HEAD, Method.OPTIONS);

  private record Program(String name, Set<Permission> permissions) {}

  private final Documents<User> users;
  private final Documents<ApiToken> tokens;
  private final Map<String, Program> services = new HashMap<>();
  private final Sessions sessions;
  private final Welcome welcome;

  /**
   * @param services name to the token of a program from the settings
   * @throws domovoy.core.InvalidInputException naming a scope that there is not
   */
  public Access(ConfigurationStore store, Map<String, ServiceToken> services, InstantSource clock) {
    users = store.documents("users", User.class);
    tokens = store.documents("tokens", ApiToken.class);
    sessions = new Sessions(store, clock);
    services.forEach(
        (name, it) ->
            this.services.put(
                Digest.of(it.token()), new Program(name, Permission.ofScopes(it.scopes()))));
    welcome =
        new Welcome(() -> users.all().stream().anyMatch(it -> it.value().role() == Role.OWNER));
  }

  /**
   * What people and programs sign in and out with, and what the owner manages them with.
   *
   * @param secure whether the page is served over HTTPS
   */
  public List<Routes> routes(Audit audit, InstantSource clock, boolean secure) {
    var passwords = new Passwords();
    var entries = new Entries(audit, clock);
    return List.of(
        new SessionRoutes(this, passwords, entries, clock, secure),
        new UserRoutes(this, passwords, entries, clock),
        new TokenRoutes(this, entries, clock));
  }

  /** The link with which the first person signs in, until someone has. */
  public Optional<URI> welcome(URI base) {
    return welcome.link(base);
  }

  /**
   * Who makes the request, if it may.
   *
   * @throws domovoy.service.ProblemException 401 when it is not known who, 403 when it may not
   */
  public Caller require(ServerRequest request, Permission permission) {
    var caller =
        caller(request)
            .orElseThrow(
                () ->
                    Problem.unauthorized("sign in, or send an Authorization: Bearer token")
                        .toException());
    if (!caller.permissions().contains(permission)) {
      throw Problem.forbidden(
              "%s may not do this; it takes the permission '%s'"
                  .formatted(caller.source().name(), permission))
          .toException();
    }
    return caller;
  }

  /** The address a request comes from. */
  static String from(ServerRequest request) {
    return request.remotePeer().host();
  }

  static Optional<String> cookie(ServerRequest request) {
    return request.headers().cookies().first(COOKIE).asOptional();
  }

  Documents<User> users() {
    return users;
  }

  Documents<ApiToken> tokens() {
    return tokens;
  }

  Sessions sessions() {
    return sessions;
  }

  Welcome welcome() {
    return welcome;
  }

  private Optional<Caller> caller(ServerRequest request) {
    var authorization = request.headers().value(HeaderNames.AUTHORIZATION);
    if (authorization.isPresent()) {
      return bearer(authorization.get())
          .flatMap(this::program)
          .map(it -> new Caller(Source.system(it.name()), from(request), it.permissions()));
    }
    return cookie(request)
        .flatMap(sessions::of)
        .filter(it -> isSafe(request) || bringsCsrf(request, it))
        .flatMap(it -> users.find(it.user()))
        .map(it -> new Caller(Source.person(it.name()), from(request), it.role().permissions()));
  }

  private static Optional<String> bearer(String authorization) {
    for (var scheme : new String[] {"Bearer ", "Token "}) {
      if (authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
        return Optional.of(authorization.substring(scheme.length()).strip());
      }
    }
    return Optional.empty();
  }

  /** Looks the token up by its hash, which tells an attacker nothing about any other. */
  private Optional<Program> program(String token) {
    var hash = Digest.of(token);
    var service = services.get(hash);
    return service != null
        ? Optional.of(service)
        : tokens.find(hash).map(it -> new Program(it.name(), Permission.ofScopes(it.scopes())));
  }

  private static boolean isSafe(ServerRequest request) {
    return SAFE.contains(request.prologue().method());
  }

  private static boolean bringsCsrf(ServerRequest request, Session session) {
    var sent = request.headers().value(HeaderNames.create(CSRF)).orElse("");
    if (!Digest.same(session.csrf(), sent)) {
      throw Problem.forbidden("the header " + CSRF + " is missing or old; load the page again")
          .toException();
    }
    return true;
  }
}
