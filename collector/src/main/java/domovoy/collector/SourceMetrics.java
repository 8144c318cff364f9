package domovoy.collector;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** How the sources are doing, in figures. */
final class SourceMetrics {
  private final Gauge up;
  private final Counter failures;
  private final Counter overruns;
  private final Counter refused;

  SourceMetrics(CollectorRegistry metrics) {
    up =
        Gauge.build("domovoy_collector_source_up", "1 while the source is connected")
            .labelNames("source")
            .register(metrics);
    failures =
        Counter.build(
                "domovoy_collector_source_failures_total",
                "How often the connection of a source was lost or could not be made")
            .labelNames("source")
            .register(metrics);
    overruns =
        Counter.build(
                "domovoy_collector_overrun_readings_total",
                "Readings that came faster than they could be taken, from senders who do not wait")
            .labelNames("source")
            .register(metrics);
    refused =
        Counter.build(
                "domovoy_collector_source_refused_readings_total",
                "Readings of a source that were not taken; their causes are counted elsewhere")
            .labelNames("source")
            .register(metrics);
  }

  /** A source that is configured shows from the start, not only once something happened. */
  void known(String source) {
    up.labels(source).set(0);
    failures.labels(source);
    overruns.labels(source);
    refused.labels(source);
  }

  void refused(String source, long readings) {
    refused.labels(source).inc(readings);
  }

  void connected(String source) {
    up.labels(source).set(1);
  }

  void failed(String source) {
    up.labels(source).set(0);
    failures.labels(source).inc();
  }

  void overrun(String source, long readings) {
    overruns.labels(source).inc(readings);
  }
}
