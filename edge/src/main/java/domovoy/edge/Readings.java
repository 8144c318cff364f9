package domovoy.edge;

import domovoy.core.LineProtocol;
import domovoy.core.Reading;
import java.util.function.Consumer;

/**
 * Where readings go: first to the node's own rules, then into its states, and as line protocol to
 * the collector.
 */
final class Readings {
  private final Inventory inventory;
  private final States states;
  private final Consumer<Reading> reflexes;
  private final Consumer<String> lines;

  Readings(Inventory inventory, States states, Consumer<Reading> reflexes, Consumer<String> lines) {
    this.inventory = inventory;
    this.states = states;
    this.reflexes = reflexes;
    this.lines = lines;
  }

  void publish(Reading reading) {
    reflexes.accept(reading);
    states.put(reading);
    lines.accept(LineProtocol.format(inventory.house(), reading));
  }

  /** Publishes unless the point is known to be so already. */
  void publishChange(Reading reading) {
    if (!states.isGood(reading.point(), reading.value())) {
      publish(reading);
    }
  }
}
