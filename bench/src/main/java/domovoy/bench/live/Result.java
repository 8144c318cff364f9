package domovoy.bench.live;

import java.util.Locale;

/**
 * What one run at one rate came to.
 *
 * @param rate readings in a second that were wanted
 * @param sent readings in a second that were sent
 * @param asked commands that must come
 * @param missing of these, those that did not, or only when the next was due
 * @param times from reading due to command out, in nanoseconds, sorted
 * @param processor processor time of the system for each reading, in nanoseconds
 */
record Result(int rate, double sent, int asked, int missing, long[] times, double processor) {
  private static final double SLOW_MILLIS = 1_000;
  private static final double KEPT = 0.97;

  /** Milliseconds within which this part of the commands came. */
  double millis(double part) {
    return times.length == 0
        ? Double.NaN
        : times[(int) Math.min(times.length - 1L, (long) (part * times.length))] / 1e6;
  }

  /** Whether this rate can be kept up: everything was answered, nothing piled up. */
  boolean isSustained() {
    return missing == 0 && sent >= rate * KEPT && millis(0.99) < SLOW_MILLIS;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%6d readings/s (sent %.0f): %d commands, %d missing; p50 %.1f ms, p99 %.1f ms, max %.1f ms;"
            + " %.0f µs of processor a reading%s",
        rate,
        sent,
        asked,
        missing,
        millis(0.5),
        millis(0.99),
        millis(1),
        processor / 1e3,
        isSustained() ? "" : "; not sustained");
  }
}
