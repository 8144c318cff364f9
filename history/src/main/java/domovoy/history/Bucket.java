package domovoy.history;

import java.time.Instant;

/**
 * What is known of the readings in one step of time, in the unit of the point.
 *
 * @param start when the step begins; the readings are from then to the start of the next step
 * @param count how many readings, at least 1
 * @param sum of all
 * @param min the lowest
 * @param max the highest
 * @param first the earliest
 * @param last the latest
 */
public record Bucket(
    Instant start, long count, double sum, double min, double max, double first, double last) {

  public double mean() {
    return sum / count;
  }

  public double value(Aggregate fn) {
    return switch (fn) {
      case MEAN -> mean();
      case MIN -> min;
      case MAX -> max;
      case SUM -> sum;
      case COUNT -> count;
      case FIRST -> first;
      case LAST -> last;
    };
  }

  /** Both as one bucket with this one's start; the other one is later. */
  Bucket followedBy(Bucket later) {
    return new Bucket(
        start,
        count + later.count,
        sum + later.sum,
        Math.min(min, later.min),
        Math.max(max, later.max),
        first,
        later.last);
  }

  Bucket startingAt(Instant other) {
    return new Bucket(other, count, sum, min, max, first, last);
  }
}
