package domovoy.controller.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.alerting.Explanation;
import domovoy.core.Priority;
import domovoy.core.PriorityArray;
import domovoy.core.Slot;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The claims on one actuator, and why the rules among the claimants made theirs. Immutable.
 *
 * @param array who claims what
 * @param explanations level to explanation, for claims of rules
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Claims(PriorityArray array, Map<Integer, Explanation> explanations) {
  static final Claims NONE = new Claims(PriorityArray.EMPTY, Map.of());

  public Claims {
    explanations = Map.copyOf(explanations);
  }

  /** Why the claim at that level was made, when it is a rule's. */
  public Optional<Explanation> explanation(Priority priority) {
    return Optional.ofNullable(explanations.get(priority.level()));
  }

  Claims with(Priority priority, Slot slot, Optional<Explanation> explanation) {
    var changed = array.with(priority, slot);
    return changed == array ? this : explained(changed, priority, explanation);
  }

  Claims without(Priority priority) {
    return explained(array.without(priority), priority, Optional.empty());
  }

  /** Gives up the level if the claim there is the one meant. */
  Claims without(Priority priority, Predicate<Slot> meant) {
    return array.slot(priority).filter(meant).isPresent() ? without(priority) : this;
  }

  /** As if the level had never been touched since it held that. */
  Claims restored(Priority priority, Optional<Slot> slot, Optional<Explanation> explanation) {
    var cleared = without(priority);
    return slot.map(it -> cleared.with(priority, it, explanation)).orElse(cleared);
  }

  /** What is left of them when those that have an end by then are over. */
  public Claims expiredAt(Instant now) {
    var left = array.expiredAt(now);
    if (left == array) {
      return this;
    }
    var changed = new TreeMap<>(explanations);
    changed.keySet().removeIf(it -> left.slot(new Priority(it)).isEmpty());
    return new Claims(left, changed);
  }

  private Claims explained(
      PriorityArray changedArray, Priority priority, Optional<Explanation> explanation) {
    var changed = new TreeMap<>(explanations);
    explanation.ifPresentOrElse(
        it -> changed.put(priority.level(), it), () -> changed.remove(priority.level()));
    return new Claims(changedArray, changed);
  }
}
