package domovoy.alerting;

import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import java.time.Instant;

/** Readings in few words. */
final class Readings {
  private Readings() {}

  static Reading good(String point, double value, Instant time) {
    return Reading.good(new PointId(point), Value.of(value), time);
  }

  static Reading good(String point, boolean value, Instant time) {
    return Reading.good(new PointId(point), Value.of(value), time);
  }
}
