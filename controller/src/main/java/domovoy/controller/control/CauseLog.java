package domovoy.controller.control;

import domovoy.controller.store.Documents;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Source;
import domovoy.core.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every change of who claims an actuator, the latest {@value #MOST} of each, apart from the history
 * of readings and for longer. In the store they lie in a ring for each point: the newest takes the
 * place of the oldest, and a moment is found by looking at a dozen of them.
 */
final class CauseLog implements Causes {
  /** Changes of a point that are usually kept. */
  static final int MOST = 4_000;

  private record Claimed(Priority priority, Value value, Source source, Instant since) {}

  private final Documents<Cause> store;
  private final int most;

  /** Of each point what is claimed, apart from until when: a claim that is renewed is no news. */
  private final Map<PointId, List<Claimed>> claimed = new ConcurrentHashMap<>();

  private final Map<PointId, Cause> newest = new ConcurrentHashMap<>();

  /** The number of each point's last cause in the store; -1 when there is none. */
  private final Map<PointId, Long> last = new ConcurrentHashMap<>();

  /**
   * @param most changes of a point that are kept
   */
  CauseLog(Documents<Cause> store, int most) {
    this.store = store;
    this.most = most;
  }

  /** Takes note of a change; what is to be written, unless it is no news. */
  Optional<Cause> note(PointId point, Claims claims, Instant now) {
    var says =
        claims.array().slots().entrySet().stream()
            .map(
                it ->
                    new Claimed(
                        it.getKey(),
                        it.getValue().value(),
                        it.getValue().source(),
                        it.getValue().since()))
            .toList();
    if (says.equals(claimed.put(point, says))) {
      return Optional.empty();
    }
    var cause = new Cause(0, point, now, claims);
    newest.put(point, cause);
    return Optional.of(cause);
  }

  /** Writes it to the store. May be tried again after it has failed. */
  synchronized void write(Cause cause) {
    var number = last(cause.point()) + 1;
    store.save(
        place(cause.point(), number),
        new Cause(number, cause.point(), cause.time(), cause.claims()));
    last.put(cause.point(), number);
  }

  @Override
  public synchronized Optional<Cause> at(PointId point, Instant moment) {
    var latest = Optional.ofNullable(newest.get(point)).filter(it -> !it.time().isAfter(moment));
    return latest.isPresent() ? latest : written(point, moment);
  }

  private Optional<Cause> written(PointId point, Instant moment) {
    var high = last(point);
    var low = Math.max(0, high - most + 1);
    Optional<Cause> found = Optional.empty();
    while (low <= high) {
      var middle = (low + high) >>> 1;
      var cause = store.find(place(point, middle));
      if (cause.isPresent() && !cause.get().time().isAfter(moment)) {
        found = cause;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return found;
  }

  private long last(PointId point) {
    return last.computeIfAbsent(point, this::findLast);
  }

  /** The places of the ring up to the newest hold numbers that follow on each other. */
  private long findLast(PointId point) {
    var first = store.find(place(point, 0));
    if (first.isEmpty()) {
      return -1;
    }
    var start = first.get().number();
    var low = 0L;
    var high = most - 1L;
    while (low < high) {
      var middle = (low + high + 1) >>> 1;
      var expected = start + middle;
      if (store.find(place(point, middle)).filter(it -> it.number() == expected).isPresent()) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return start + low;
  }

  private String place(PointId point, long number) {
    return "%s@%d".formatted(point, number % most);
  }
}
