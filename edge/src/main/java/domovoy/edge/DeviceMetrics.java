package domovoy.edge;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

/** Figures of a node's devices, labelled with the device's id in the configuration. */
final class DeviceMetrics {
  final Counter readings;
  final Counter dropped;
  final Gauge up;

  DeviceMetrics(CollectorRegistry registry) {
    readings =
        Counter.build("domovoy_edge_readings_total", "Readings taken from devices")
            .labelNames("device")
            .register(registry);
    dropped =
        Counter.build(
                "domovoy_edge_readings_dropped_total",
                "Readings of unknown points or of a wrong type")
            .labelNames("device")
            .register(registry);
    up =
        Gauge.build("domovoy_edge_device_up", "Whether the device is connected")
            .labelNames("device")
            .register(registry);
  }
}
