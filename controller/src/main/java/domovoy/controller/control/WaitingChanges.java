package domovoy.controller.control;

import domovoy.core.CommandResult;
import domovoy.core.PointId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The changes that persons wait for, at most one for each level of a point. */
final class WaitingChanges {
  /** Longest that a person is left without an answer. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private final Map<PointId, List<Waiting>> byPoint = new HashMap<>();

  /**
   * A change to wait for. One at its level that waits already is superseded, and this one goes back
   * to what was before both if it fails.
   *
   * @param before the claims before the change
   */
  Waiting begin(Input.Change change, Claims before, Instant now) {
    var level = change.priority();
    var until = now.plus(LONGEST);
    var all = byPoint.getOrDefault(change.point(), new ArrayList<>());
    var other = all.stream().filter(it -> it.change().priority().equals(level)).findFirst();
    if (other.isEmpty()) {
      return new Waiting(change, before.array().slot(level), before.explanation(level), until);
    }
    all.remove(other.get());
    other.get().supersede();
    return new Waiting(change, other.get().slotBefore(), other.get().explanationBefore(), until);
  }

  void add(Waiting change) {
    byPoint.computeIfAbsent(change.change().point(), _ -> new ArrayList<>()).add(change);
  }

  /** Whether someone waits for what becomes of the point. */
  boolean isAwaited(PointId point) {
    return !byPoint.getOrDefault(point, List.of()).isEmpty();
  }

  List<Waiting> take(PointId point) {
    return Optional.ofNullable(byPoint.remove(point)).orElse(List.of());
  }

  /** The points for which someone has waited too long. */
  List<PointId> overdue(Instant now) {
    return byPoint.entrySet().stream()
        .filter(it -> it.getValue().stream().anyMatch(one -> !now.isBefore(one.deadline())))
        .map(Map.Entry::getKey)
        .toList();
  }

  Optional<Instant> deadline() {
    return byPoint.values().stream()
        .flatMap(List::stream)
        .map(Waiting::deadline)
        .min(Instant::compareTo);
  }

  /** Tells everyone who waits for the point that it will not be. */
  void refuse(PointId point, String detail) {
    take(point)
        .forEach(it -> it.answer(Answer.Outcome.REFUSED, CommandResult.Stage.REFUSED, detail));
  }
}
