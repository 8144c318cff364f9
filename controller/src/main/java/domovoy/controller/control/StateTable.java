package domovoy.controller.control;

import domovoy.core.PointId;
import domovoy.core.Reading;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The latest reading of each point. Written by one thread, read by any. */
public final class StateTable {
  private final Map<PointId, Reading> latest = new ConcurrentHashMap<>();

  public Optional<Reading> of(PointId point) {
    return Optional.ofNullable(latest.get(point));
  }

  /** Takes the reading if it is newer than what is known; answers whether it was. */
  boolean take(Reading reading) {
    var known = latest.get(reading.point());
    if (known != null && !reading.time().isAfter(known.time())) {
      return false;
    }
    latest.put(reading.point(), reading);
    return true;
  }

  /** Forgets the points that are no longer of the house. */
  void keepOnly(Collection<PointId> points) {
    latest.keySet().retainAll(points);
  }
}
