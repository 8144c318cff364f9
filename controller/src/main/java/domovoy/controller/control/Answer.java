package domovoy.controller.control;

import domovoy.core.CommandResult;

/**
 * What came of a person's command.
 *
 * @param outcome whether it was done
 * @param result what the node said, or in its place what happened
 */
public record Answer(Outcome outcome, CommandResult result) {

  /** How it ended. Only the first two leave a trace in the priority array. */
  public enum Outcome {
    /** The node has done it. */
    DONE,
    /** The claim is held, but a higher level decides. */
    BENEATH,
    /** The node will not. */
    REFUSED,
    /** The node was not reached. */
    UNREACHABLE,
    /** The node did not answer in time. */
    TIMED_OUT,
    /** Another command for the point came after it, before it was sent. */
    SUPERSEDED
  }
}
