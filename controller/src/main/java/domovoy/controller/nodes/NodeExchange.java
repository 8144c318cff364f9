package domovoy.controller.nodes;

import domovoy.service.signing.SigningClient;
import java.io.IOException;
import java.util.List;

/** What is talked about with a node besides its points and commands. */
public interface NodeExchange {

  /**
   * The node has just answered. Called from its line's own thread, a few seconds apart.
   *
   * @param client calls the node
   * @throws IOException when the node is not reached any more
   */
  void exchange(String node, SigningClient client) throws IOException, InterruptedException;

  /** The node was revoked. */
  void forget(String node);

  /** One after the other. */
  static NodeExchange inTurn(List<NodeExchange> exchanges) {
    return new NodeExchange() {
      @Override
      public void exchange(String node, SigningClient client)
          throws IOException, InterruptedException {
        for (var exchange : exchanges) {
          exchange.exchange(node, client);
        }
      }

      @Override
      public void forget(String node) {
        exchanges.forEach(it -> it.forget(node));
      }
    };
  }
}
