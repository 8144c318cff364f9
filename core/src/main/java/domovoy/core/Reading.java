package domovoy.core;

import java.time.Instant;

/**
 * The value of a point at a time.
 *
 * @param point whose value it is
 * @param value in the point's unit and type
 * @param time when it was so, at the source
 * @param quality how far it can be trusted
 */
public record Reading(PointId point, Value value, Instant time, Quality quality) {

  public static Reading good(PointId point, Value value, Instant time) {
    return new Reading(point, value, time, Quality.GOOD);
  }

  public Reading withQuality(Quality other) {
    return new Reading(point, value, time, other);
  }
}
