package domovoy.controller.nodes;

import domovoy.controller.store.Audit;
import domovoy.controller.store.AuditRecord;
import domovoy.core.InvalidInputException;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.service.Bodies;
import domovoy.service.signing.RefusalReport;
import domovoy.service.signing.SigningClient;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes what nodes have refused into the audit, with the times at which they did. */
public final class NodeRefusals implements NodeExchange {
  private static final Logger LOG = LoggerFactory.getLogger(NodeRefusals.class);
  private static final String ACTION = "node.request";
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final Audit audit;
  private final InstantSource clock;
  private final Map<String, Long> positions = new ConcurrentHashMap<>();

  public NodeRefusals(Audit audit, InstantSource clock) {
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public void exchange(String node, SigningClient client) throws IOException, InterruptedException {
    var asked = new RefusalReport.Asked(positions.getOrDefault(node, -1L));
    var answer =
        client.send(
            "POST",
            "/api/v1/refusals/report",
            "application/json",
            Bodies.bytes(asked),
            TraceId.random(),
            DEADLINE);
    if (answer.statusCode() != 200) {
      return; // of a version that does not report them
    }
    try {
      keep(node, Bodies.json(answer.body(), RefusalReport.class));
    } catch (InvalidInputException e) {
      LOG.warn("what node {} refused is not understood: {}", node, e.getMessage());
    }
  }

  private void keep(String node, RefusalReport report) {
    for (var entry : report.refusals()) {
      var refusal = entry.refusal();
      audit.append(
          new AuditRecord(
              entry.time(),
              Source.node(refusal.node()),
              ACTION,
              "%s %s at node %s".formatted(refusal.method(), refusal.target(), node),
              refusal.from(),
              AuditRecord.Result.REFUSED,
              refusal.reason(),
              TraceId.random()));
    }
    if (report.dropped() > 0) {
      audit.append(
          new AuditRecord(
              clock.instant(),
              Source.node(node),
              ACTION,
              "node " + node,
              "",
              AuditRecord.Result.REFUSED,
              "%d more were refused than the node keeps".formatted(report.dropped()),
              TraceId.random()));
    }
    positions.put(node, report.position());
  }

  @Override
  public void forget(String node) {
    positions.remove(node);
  }
}
