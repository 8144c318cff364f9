package domovoy.collector.replay;

/**
 * What there is of a point, in its unit.
 *
 * @param count how many readings
 * @param first the earliest
 * @param last the latest
 * @param sum of all
 */
record Summary(long count, double first, double last, double min, double sum, double max) {

  static Summary of(double value) {
    return new Summary(1, value, value, value, value, value);
  }

  /** This one and a later one together. */
  Summary and(Summary later) {
    return new Summary(
        count + later.count,
        first,
        later.last,
        Math.min(min, later.min),
        sum + later.sum,
        Math.max(max, later.max));
  }

  double mean() {
    return sum / count;
  }

  /** Whether both say the same, but for the order in which sums were made. */
  boolean agreesWith(Summary other) {
    return count == other.count
        && near(first, other.first)
        && near(last, other.last)
        && near(min, other.min)
        && near(mean(), other.mean())
        && near(max, other.max);
  }

  private static boolean near(double left, double right) {
    return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left));
  }
}
