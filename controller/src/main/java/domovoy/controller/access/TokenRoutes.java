package domovoy.controller.access;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tokens for programs: who may administrate makes them, within their own rights. */
final class TokenRoutes implements Routes {
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record TokenView(String name, List<String> scopes, Optional<String> user, Instant created) {
    static TokenView of(Tokens.Token token) {
      return new TokenView(
          token.name(), token.scopes().stream().sorted().toList(), token.user(), token.created());
    }
  }

  record NewToken(String name, Set<String> scopes) {
    NewToken {
      Names.requireName("name", name);
      if (scopes == null || scopes.isEmpty()) {
        throw new InvalidInputException("scopes", "at least one of what the token may do", "");
      }
      Permission.ofScopes(scopes);
      scopes = Set.copyOf(scopes);
    }
  }

  /** The only time that a token is shown. */
  record Shown(String name, Set<String> scopes, String token) {
    @Override
    public String toString() {
      return "Shown[" + name + "]";
    }
  }

  private final Access access;
  private final Tokens tokens;
  private final Trail trail;

  TokenRoutes(Access access, Tokens tokens, Trail trail) {
    this.access = access;
    this.tokens = tokens;
    this.trail = trail;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/tokens", this::list);
    routing.post("/api/v1/tokens", this::create);
    routing.delete("/api/v1/tokens/{name}", this::delete);
  }

  private void list(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.USERS);
    Bodies.send(response, tokens.all().stream().map(TokenView::of).toList());
  }

  private void create(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.USERS);
    var asked = Bodies.json(request, SessionRoutes.MOST_BYTES, NewToken.class);
    var token = tokens.create(asked.name(), asked.scopes(), caller.user());
    trail.done(
        request,
        caller.source(),
        "token.create",
        asked.name(),
        "for " + asked.scopes().stream().sorted().toList());
    Bodies.send(response, Status.CREATED_201, new Shown(asked.name(), asked.scopes(), token));
  }

  private void delete(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.USERS);
    var name = request.path().pathParameters().get("name");
    if (!tokens.delete(name)) {
      throw Problem.notFound("there is no token " + name).toException();
    }
    trail.done(request, caller.source(), "token.delete", name, "");
    response.status(Status.NO_CONTENT_204).send();
  }
}
