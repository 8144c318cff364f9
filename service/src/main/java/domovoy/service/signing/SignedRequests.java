package domovoy.service.signing;

import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.Consumer;

/** Lets only signed requests through to a handler; others are refused with 401 and told of. */
public final class SignedRequests {

  /** Handles a request whose signature is good. */
  @FunctionalInterface
  public interface SignedHandler {
    /**
     * @param node the node whose key signed it
     * @param body the whole body
     */
    void handle(ServerRequest request, ServerResponse response, String node, byte[] body)
        throws Exception;
  }

  /**
   * A request that was refused, for the audit.
   *
   * @param node who it claimed to be from, or {@code unknown}
   * @param reason why it was refused
   * @param method the HTTP method
   * @param target path and query as received
   * @param from the address it came from
   */
  public record Refusal(String node, String reason, String method, String target, String from) {}

  private final SignatureVerifier verifier;
  private final long largestBody;
  private final Consumer<Refusal> refusals;

  /**
   * @param largestBody most bytes accepted
   * @param refusals is told of each refused request, before it is answered
   */
  public SignedRequests(SignatureVerifier verifier, long largestBody, Consumer<Refusal> refusals) {
    this.verifier = verifier;
    this.largestBody = largestBody;
    this.refusals = refusals;
  }

  /** The handler behind the check, for a route. */
  public Handler guard(SignedHandler handler) {
    return (request, response) -> {
      var authorization = request.headers().value(HeaderNames.AUTHORIZATION).orElse("");
      var method = request.prologue().method().text();
      var target = target(request);
      // what carries no signature is not worth reading
      var body =
          Signature.parse(authorization).isPresent()
              ? Bodies.read(request, largestBody)
              : new byte[0];
      switch (verifier.verify(authorization, method, target, body)) {
        case SignatureVerifier.Outcome.Accepted(var node) ->
            handler.handle(request, response, node, body);
        case SignatureVerifier.Outcome.Refused(var node, var reason) -> {
          refusals.accept(new Refusal(node, reason, method, target, request.remotePeer().host()));
          throw Problem.unauthorized(reason).toException();
        }
      }
    };
  }

  /** Path and query as received, which is what was signed. */
  private static String target(ServerRequest request) {
    var prologue = request.prologue();
    var path = prologue.uriPath().rawPath();
    return prologue.hasQuery() ? path + "?" + prologue.query().rawValue() : path;
  }
}
