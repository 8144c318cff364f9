package domovoy.controller.nodes;

import java.time.Instant;
import java.util.Optional;

/** Whether a node answers, since when, and why not. */
record NodeStatus(
    boolean reachable, Instant since, Optional<Instant> lastSeen, Optional<String> error) {

  static NodeStatus unknown(Instant now) {
    return new NodeStatus(false, now, Optional.empty(), Optional.of("not heard of yet"));
  }

  NodeStatus heard(Instant now) {
    return new NodeStatus(true, reachable ? since : now, Optional.of(now), Optional.empty());
  }

  NodeStatus lost(String reason, Instant now) {
    return new NodeStatus(false, reachable ? now : since, lastSeen, Optional.of(reason));
  }
}
