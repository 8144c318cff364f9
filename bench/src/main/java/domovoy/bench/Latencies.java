package domovoy.bench;

import java.util.Arrays;

/** How long each of many events took, in nanoseconds. */
record Latencies(long[] sorted) {
  private static final double NANOS_PER_MILLI = 1e6;

  static Latencies of(long[] nanos) {
    var sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  int count() {
    return sorted.length;
  }

  /**
   * The latency that this part of the events did not exceed (nearest rank), in milliseconds.
   *
   * @param part above 0, at most 1
   */
  double quantile(double part) {
    var rank = (int) Math.ceil(part * sorted.length);
    return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
  }

  @Override
  public String toString() {
    return "%d events: p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, longest %.2f ms"
        .formatted(count(), quantile(0.5), quantile(0.95), quantile(0.99), quantile(1));
  }
}
