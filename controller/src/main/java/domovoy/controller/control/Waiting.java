package domovoy.controller.control;

import domovoy.alerting.Explanation;
import domovoy.core.CommandResult;
import domovoy.core.PriorityArray;
import domovoy.core.Slot;
import java.time.Instant;
import java.util.Optional;

/**
 * A person's change whose end is not known yet.
 *
 * @param change what is asked for
 * @param slotBefore what held the level before, to go back to when it fails
 * @param explanationBefore why that was so
 * @param deadline when the person is told that it failed at the latest
 */
record Waiting(
    Input.Change change,
    Optional<Slot> slotBefore,
    Optional<Explanation> explanationBefore,
    Instant deadline) {

  boolean isStillHeld(PriorityArray array) {
    return array.slot(change.priority()).equals(change.slot());
  }

  /** As it was before the change, if nothing else came in between. */
  Claims undone(Claims claims, Instant now) {
    return isStillHeld(claims.array())
        ? claims.restored(
            change.priority(), slotBefore.filter(it -> !it.hasExpired(now)), explanationBefore)
        : claims;
  }

  void supersede() {
    answer(Answer.Outcome.SUPERSEDED, CommandResult.Stage.FAILED, "a later command took its place");
  }

  /** Tells that the claim is held, but who decides instead. */
  void keepBeneath(PriorityArray array) {
    var winner = array.winner().orElseThrow();
    answer(
        Answer.Outcome.BENEATH,
        CommandResult.Stage.REQUESTED,
        "kept, but %s decides at priority %s: %s"
            .formatted(winner.getValue().source(), winner.getKey(), winner.getValue().reason()));
  }

  void answer(Answer.Outcome outcome, CommandResult result) {
    change.answer().complete(new Answer(outcome, result));
  }

  void answer(Answer.Outcome outcome, CommandResult.Stage stage, String detail) {
    answer(
        outcome,
        new CommandResult(change.trace().hex(), stage, detail, Optional.empty(), Optional.empty()));
  }
}
