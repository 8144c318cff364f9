package domovoy.controller.control;

import domovoy.core.Command;

/** Sends commands to nodes. */
@FunctionalInterface
public interface CommandSender {
  /** Never blocks; what came of it is told to the loop within seconds. */
  void send(String node, Command command);
}
