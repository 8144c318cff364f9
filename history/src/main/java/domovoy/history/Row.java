package domovoy.history;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Value;
import java.time.Instant;

/**
 * A reading as a store keeps it.
 *
 * @param number NaN for a text
 * @param text empty for a number
 */
record Row(Instant time, double number, String text, Quality quality) {

  /** The reading; where the point cannot have the value any more, with the bare number. */
  Reading reading(Point point) {
    return new Reading(point.id(), value(point), time, quality);
  }

  /** Whether it says something about the house. */
  boolean counts() {
    return switch (quality) {
      case GOOD, LATE, FROZEN -> true;
      case OUT_OF_RANGE, MISSING -> false;
    };
  }

  /** A bucket of this reading alone. */
  Bucket bucket(Instant start) {
    return new Bucket(start, 1, number, number, number, number, number);
  }

  private Value value(Point point) {
    if (Double.isNaN(number)) {
      return Value.of(text);
    }
    try {
      return point.accepts().fromNumber(number);
    } catch (InvalidInputException _) {
      return Value.of(number);
    }
  }
}
