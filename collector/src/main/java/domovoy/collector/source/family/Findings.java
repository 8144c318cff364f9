package domovoy.collector.source.family;

import domovoy.core.Point;
import domovoy.core.Value;
import java.util.List;
import java.util.Optional;

/** What messages say. */
interface Findings {
  /** A device, or more points of a known one. */
  void device(String id, String name, Optional<String> suggestedArea, List<Point> points);

  /** A value of a point; one of a point that is not known is left out. */
  void reading(String point, Value value);

  /** Whether a device is reached; while it is not, what its points said last is marked missing. */
  void reached(String device, boolean isReached);

  /** A further topic, without wildcards, that belongs to a device. */
  void subscribe(String topic);
}
