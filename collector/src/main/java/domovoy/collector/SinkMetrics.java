package domovoy.collector;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;

/** What the sinks did, counted. */
final class SinkMetrics {
  private final Counter delivered;
  private final Counter skipped;
  private final Counter failures;

  SinkMetrics(CollectorRegistry metrics) {
    delivered =
        Counter.build(
                "domovoy_collector_delivered_readings_total", "Readings that the neighbour took")
            .labelNames("sink")
            .register(metrics);
    skipped =
        Counter.build(
                "domovoy_collector_skipped_readings_total",
                "Readings that a sink passed over, by why")
            .labelNames("sink", "cause")
            .register(metrics);
    failures =
        Counter.build(
                "domovoy_collector_delivery_failures_total",
                "Attempts that the neighbour did not take, by why")
            .labelNames("sink", "cause")
            .register(metrics);
  }

  void delivered(String sink, long readings) {
    delivered.labels(sink).inc(readings);
  }

  void skipped(String sink, String cause, long readings) {
    if (readings > 0) {
      skipped.labels(sink, cause).inc(readings);
    }
  }

  void failed(String sink, String cause) {
    failures.labels(sink, cause).inc();
  }
}
