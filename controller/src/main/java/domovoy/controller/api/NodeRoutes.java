package domovoy.controller.api;

import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.nodes.Nodes;
import domovoy.controller.store.AuditRecord;
import domovoy.core.InvalidInputException;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import domovoy.service.ProblemException;
import domovoy.service.signing.NodeAnnouncement;
import domovoy.service.signing.PairingRefusedException;
import domovoy.service.signing.PairingRequest;
import domovoy.service.signing.SignatureVerifier;
import domovoy.service.signing.SignedRequests;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/** Edge nodes: pairing, what they announce, whether they answer. */
final class NodeRoutes implements Routes {
  private static final long LARGEST_BODY = 1 << 20;

  /** Refused requests that are audited in a minute. */
  private static final int MOST_REFUSALS = 60;

  /** Attempts to pair in a minute. */
  private static final int MOST_PAIRINGS = 30;

  /** A code for a person to carry to a node. */
  private record Code(String code, Instant until) {}

  private final Access access;
  private final Nodes nodes;
  private final Acts acts;
  private final SignedRequests signed;
  private final Allowance refusals;
  private final Allowance pairings;

  NodeRoutes(Access access, Nodes nodes, Acts acts, InstantSource clock) {
    this.access = access;
    this.nodes = nodes;
    this.acts = acts;
    refusals = new Allowance(MOST_REFUSALS, clock);
    pairings = new Allowance(MOST_PAIRINGS, clock);
    signed =
        new SignedRequests(new SignatureVerifier(nodes::key, clock), LARGEST_BODY, this::refused);
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/nodes", this::all);
    routing.post("/api/v1/nodes/codes", this::code);
    routing.post("/api/v1/nodes/pair", this::pair);
    routing.put("/api/v1/nodes/{node}", signed.guard(this::announce));
    routing.delete("/api/v1/nodes/{node}", this::revoke);
  }

  private void all(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    Bodies.send(response, nodes.all());
  }

  private void code(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.CONFIGURE);
    acts.audited(
        caller,
        "node.code",
        "",
        () -> new Code(nodes.createCode().text(), nodes.codeExpiry()),
        response);
  }

  /** Open to all: who does not know a code gets nothing. */
  private void pair(ServerRequest request, ServerResponse response) {
    if (!pairings.take()) {
      throw Problem.tooMany("too many nodes want to be paired; try again in a minute")
          .toException();
    }
    var wanted = Bodies.json(request, LARGEST_BODY, PairingRequest.class);
    var from = request.remotePeer().host();
    var who = Source.node(wanted.node());
    var trace = TraceId.random();
    try {
      var reply = nodes.pair(wanted);
      acts.record(
          who,
          "node.pair",
          wanted.node(),
          from,
          AuditRecord.Result.DONE,
          wanted.address().toString(),
          trace);
      Bodies.send(response, reply);
    } catch (PairingRefusedException e) {
      acts.record(
          who, "node.pair", wanted.node(), from, AuditRecord.Result.REFUSED, e.getMessage(), trace);
      throw Problem.unauthorized(e.getMessage()).toException();
    } catch (ProblemException | InvalidInputException e) {
      acts.record(
          who, "node.pair", wanted.node(), from, AuditRecord.Result.REFUSED, e.getMessage(), trace);
      throw e;
    }
  }

  private void announce(ServerRequest request, ServerResponse response, String node, byte[] body) {
    var named = request.path().pathParameters().get("node");
    var from = request.remotePeer().host();
    var trace = Acts.trace(request);
    try {
      if (!named.equals(node)) {
        throw Problem.forbidden("node %s may not speak for %s".formatted(node, named))
            .toException();
      }
      nodes.announce(node, Bodies.json(body, NodeAnnouncement.class));
    } catch (ProblemException | InvalidInputException e) {
      acts.record(
          Source.node(node),
          "node.announce",
          named,
          from,
          AuditRecord.Result.REFUSED,
          e.getMessage(),
          trace);
      throw e;
    }
    acts.record(
        Source.node(node), "node.announce", named, from, AuditRecord.Result.DONE, "", trace);
    Bodies.send(response, Map.of("node", node));
  }

  private void revoke(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.CONFIGURE);
    var name = request.path().pathParameters().get("node");
    acts.audited(
        caller,
        "node.revoke",
        name,
        () -> {
          if (!nodes.revoke(name)) {
            throw Problem.notFound("the node %s is not paired".formatted(name)).toException();
          }
          return Map.of("node", name);
        },
        response);
  }

  private void refused(SignedRequests.Refusal refusal) {
    if (!refusals.take()) {
      return; // a flood from outside must not fill the audit
    }
    acts.record(
        Source.node(refusal.node()),
        "node.request",
        refusal.method() + " " + refusal.target(),
        refusal.from(),
        AuditRecord.Result.REFUSED,
        refusal.reason(),
        TraceId.random());
  }
}
