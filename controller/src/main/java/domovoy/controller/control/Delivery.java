package domovoy.controller.control;

import domovoy.core.CommandResult;

/** What came of sending a command to a node. */
public sealed interface Delivery {

  /** The node answered; it may have refused. */
  record Answered(CommandResult result) implements Delivery {}

  /** The node was not reached, or what it answered makes no sense. */
  record Unreachable(String detail) implements Delivery {}

  /** The node did not answer before the deadline; whether it acted is not known. */
  record TimedOut(String detail) implements Delivery {}

  /** A newer command for the same point took this one's place before it was sent. */
  record Superseded() implements Delivery {}
}
