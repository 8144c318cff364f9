package domovoy.edge;

import domovoy.alerting.reflex.Deployment;
import domovoy.alerting.reflex.ReflexReport;
import domovoy.core.Command;
import domovoy.core.PointState;
import domovoy.service.Bodies;
import domovoy.service.signing.RefusalReport;
import domovoy.service.signing.SignatureVerifier;
import domovoy.service.signing.SignedRequests;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRouting;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the node serves to its controller. Every request must be signed with the node's key. */
final class EdgeApi {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeApi.class);
  private static final long LARGEST_BODY = 64 << 10;

  private static final long LARGEST_DEPLOYMENT = 4 << 20;

  private final SignedRequests signed;
  private final SignedRequests large;
  private final Reflexes reflexes;
  private final RefusalLog refusals;
  private final Commands commands;
  private final Supplier<List<PointState>> points;
  private final Runnable heard;
  private final Counter answered;
  private final Counter refused;

  /**
   * @param heard is run for each good request: the controller is there
   */
  EdgeApi(
      SignatureVerifier verifier,
      Commands commands,
      Supplier<List<PointState>> points,
      Reflexes reflexes,
      RefusalLog refusals,
      Runnable heard,
      CollectorRegistry metrics) {
    this.signed = new SignedRequests(verifier, LARGEST_BODY, this::refuse);
    this.large = new SignedRequests(verifier, LARGEST_DEPLOYMENT, this::refuse);
    this.reflexes = reflexes;
    this.refusals = refusals;
    this.commands = commands;
    this.points = points;
    this.heard = heard;
    this.answered =
        Counter.build("domovoy_edge_commands_total", "Commands answered, by the stage reached")
            .labelNames("stage")
            .register(metrics);
    this.refused =
        Counter.build("domovoy_edge_requests_refused_total", "Requests without a good signature")
            .register(metrics);
  }

  void routes(HttpRouting.Builder routing) {
    routing.post("/api/v1/commands", commands());
    routing.get("/api/v1/points", points());
    routing.put("/api/v1/reflexes", deploy());
    routing.post("/api/v1/reflexes/report", report());
    routing.post("/api/v1/refusals/report", refusals());
  }

  private Handler commands() {
    return signed.guard(
        (_, response, node, body) -> {
          heard.run();
          var command = Bodies.json(body, Command.class);
          var result = commands.take(command);
          answered.labels(result.stage().toString()).inc();
          LOG.info(
              "command {} for {}, trace {}: {} {}",
              command.source(),
              command.point(),
              command.trace(),
              result.stage(),
              result.detail());
          Bodies.send(response, result);
        });
  }

  private Handler points() {
    return signed.guard(
        (_, response, node, body) -> {
          heard.run();
          Bodies.send(response, points.get());
        });
  }

  private Handler deploy() {
    return large.guard(
        (_, response, node, body) -> {
          heard.run();
          reflexes.deploy(Bodies.json(body, Deployment.class));
          response.status(Status.NO_CONTENT_204).send();
        });
  }

  private Handler report() {
    return signed.guard(
        (_, response, node, body) -> {
          heard.run();
          Bodies.send(response, reflexes.report(Bodies.json(body, ReflexReport.Asked.class)));
        });
  }

  private Handler refusals() {
    return signed.guard(
        (_, response, node, body) -> {
          heard.run();
          var asked = Bodies.json(body, RefusalReport.Asked.class);
          Bodies.send(response, refusals.next(asked.kept()));
        });
  }

  private void refuse(SignedRequests.Refusal refusal) {
    refused.inc();
    refusals.add(refusal);
    LOG.warn(
        "refused {} {} from {}, signed by {}: {}",
        refusal.method(),
        refusal.target(),
        refusal.from(),
        refusal.node(),
        refusal.reason());
  }
}
