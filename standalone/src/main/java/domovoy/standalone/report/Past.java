package domovoy.standalone.report;

import domovoy.core.Point;
import java.time.Instant;
import java.util.List;

/** What is known of the house's past. */
@FunctionalInterface
public interface Past {
  /** The hours that have readings, in order. */
  List<Hour> hours(Point point, Instant from, Instant to);
}
