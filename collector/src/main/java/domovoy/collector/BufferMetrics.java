package domovoy.collector;

import domovoy.service.buffer.DiskBuffer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import java.util.List;
import java.util.function.LongSupplier;

/** How full the buffer is, and how far behind each sink. */
final class BufferMetrics {
  private BufferMetrics() {}

  static void register(DiskBuffer buffer, List<String> sinks, CollectorRegistry metrics) {
    gauge("domovoy_collector_buffer_bytes", "Size of the buffer on disk", buffer::bytes)
        .register(metrics);
    gauge(
            "domovoy_collector_buffer_max_bytes",
            "Largest size of the buffer on disk",
            buffer::maxBytes)
        .register(metrics);
    gauge(
            "domovoy_collector_buffer_damaged_bytes",
            "Bytes of the buffer found damaged since the start",
            buffer::damagedBytes)
        .register(metrics);
    var backlog =
        Gauge.build(
                "domovoy_collector_backlog_bytes", "Bytes in the buffer that a sink has not taken")
            .labelNames("sink")
            .create();
    for (var sink : sinks) {
      backlog.setChild(child(buffer.reader(sink)::backlog), sink);
    }
    backlog.register(metrics);
  }

  private static Gauge gauge(String name, String help, LongSupplier value) {
    return Gauge.build(name, help).create().setChild(child(value));
  }

  private static Gauge.Child child(LongSupplier value) {
    return new Gauge.Child() {
      @Override
      public double get() {
        return value.getAsLong();
      }
    };
  }
}
