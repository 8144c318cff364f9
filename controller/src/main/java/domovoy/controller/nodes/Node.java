package domovoy.controller.nodes;

import domovoy.service.signing.NodeKey;
import java.net.URI;
import java.time.Instant;

/**
 * A paired edge node.
 *
 * @param name its name, also the id of its key
 * @param address where it is reached
 * @param key the secret shared with it
 * @param paired when it was paired
 */
public record Node(String name, URI address, NodeKey key, Instant paired) {
  Node at(URI other) {
    return new Node(name, other, key, paired);
  }
}
