package domovoy.controller.access;

import domovoy.controller.Routes;
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
import java.util.Set;

/** The tokens with which other programs call. A token is shown once, when it is made. */
public final class TokenRoutes implements Routes {
  private static final long LONGEST_BODY = 10_000;

  /** A token to make. */
  record NewToken(String name, Set<String> scopes) {
    NewToken {
      Names.requireName("name", name);
      if (scopes == null || scopes.isEmpty()) {
        throw new InvalidInputException("scopes", "at least one, such as read", "");
      }
      Permission.ofScopes(scopes);
    }
  }

  /** The only answer that has the token itself. */
  record Made(String name, Set<String> scopes, String token) {
    @Override
    public String toString() {
      return "Made[" + name + "]";
    }
  }

  /** A token as it may be seen later. */
  record View(String name, Set<String> scopes, Instant created, String by) {}

  private final Access access;
  private final Entries entries;
  private final InstantSource clock;

  TokenRoutes(Access access, Entries entries, InstantSource clock) {
    this.access = access;
    this.entries = entries;
    this.clock = clock;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing
        .get("/api/v1/tokens", this::list)
        .post("/api/v1/tokens", this::create)
        .delete("/api/v1/tokens/{name}", this::delete);
  }

  private void list(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.USERS);
    Bodies.send(
        response,
        access.tokens().all().stream()
            .map(it -> it.value())
            .map(it -> new View(it.name(), it.scopes(), it.created(), it.by()))
            .toList());
  }

  private void create(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.USERS);
    var wanted = Bodies.json(request, LONGEST_BODY, NewToken.class);
    if (access.tokens().all().stream().anyMatch(it -> it.value().name().equals(wanted.name()))) {
      throw Problem.conflict("there is a token " + wanted.name() + " already").toException();
    }
    var secret = Digest.randomSecret();
    access
        .tokens()
        .save(
            Digest.of(secret),
            new ApiToken(
                wanted.name(),
                wanted.scopes(),
                Digest.of(secret),
                clock.instant(),
                caller.source().name()));
    entries.done(caller, "token.create", wanted.name());
    Bodies.send(response, Status.CREATED_201, new Made(wanted.name(), wanted.scopes(), secret));
  }

  private void delete(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.USERS);
    var name = request.path().pathParameters().get("name");
    var token =
        access.tokens().all().stream()
            .filter(it -> it.value().name().equals(name))
            .findFirst()
            .orElseThrow(() -> Problem.notFound("there is no token " + name).toException());
    access.tokens().delete(token.id());
    entries.done(caller, "token.revoke", name);
    response.status(Status.NO_CONTENT_204).send();
  }
}
