package domovoy.exporters;

import domovoy.core.InvalidInputException;
import domovoy.core.MetricName;
import domovoy.core.Quality;
import domovoy.core.Value;
import domovoy.core.ValueType;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A snapshot of the house as metrics: on and off as 1 and 0, a choice as one series a label of
 * which one is 1. Text has no metric of its own. Pure.
 */
final class HouseMetrics {
  private static final List<String> LABELS = List.of("site", "area", "device", "point");

  private final String site;
  private final Instant now;
  private final Map<String, GaugeMetricFamily> families = new LinkedHashMap<>();

  private HouseMetrics(String site, Instant now) {
    this.site = site;
    this.now = now;
  }

  static List<MetricFamilySamples> of(Snapshot snapshot, Instant now) {
    var metrics = new HouseMetrics(snapshot.site(), now);
    snapshot.points().forEach(metrics::add);
    snapshot.nodes().forEach(metrics::add);
    return List.copyOf(metrics.families.values());
  }

  private void add(Snapshot.NodeNow node) {
    family("domovoy_node_up", "Whether the controller reaches the edge node (1) or not (0).")
        .samples
        .add(
            sample(
                "domovoy_node_up",
                List.of("site", "node"),
                List.of(site, node.name()),
                node.reachable()));
  }

  private void add(Snapshot.PointNow point) {
    if (point.state().isEmpty()) {
      return;
    }
    var state = point.state().get();
    if (state.isPlausible()) {
      try {
        addValue(point, state.value());
      } catch (InvalidInputException _) {
        // a value from before the point's type was changed: only its age and quality are shown
      }
    }
    add(
        "domovoy_reading_age_seconds",
        "How long ago the latest reading was so at its source.",
        point,
        Duration.between(state.time(), now).toMillis() / 1e3);
    for (var quality : Quality.values()) {
      addState(
          "domovoy_reading_quality",
          "Which quality the latest reading has (1) or has not (0).",
          point,
          "quality",
          quality.toString(),
          quality == state.quality());
    }
  }

  private void addValue(Snapshot.PointNow point, Value value) {
    var words = point.quantity().replace('-', ' ');
    switch (point.accepts()) {
      case ValueType.Number _ -> {
        var name = MetricName.of(point.quantity(), point.unit());
        if (value instanceof Value.Number(var number)) {
          var unit = name.unit().isEmpty() ? "" : " in " + name.unit();
          add(
              name.name(),
              "Latest %s of the house%s.".formatted(words, unit),
              point,
              name.convert().applyAsDouble(number));
        }
      }
      case ValueType.OnOff type ->
          add(
              MetricName.of(point.quantity()).name(),
              "Latest %s of the house: on (1) or off (0).".formatted(words),
              point,
              type.toNumber(type.accept(value)));
      case ValueType.Choice type -> {
        var chosen = type.accept(value);
        for (var label : type.labels()) {
          addState(
              MetricName.of(point.quantity()).name() + "_state",
              "Which %s of the house is chosen (1) or not (0).".formatted(words),
              point,
              "state",
              label,
              chosen.equals(new Value.Choice(label)));
        }
      }
      case ValueType.Text _ -> {}
    }
  }

  private void add(String name, String help, Snapshot.PointNow point, double value) {
    family(name, help).samples.add(sample(name, LABELS, labels(point), value));
  }

  private void addState(
      String name, String help, Snapshot.PointNow point, String key, String label, boolean is) {
    family(name, help)
        .samples
        .add(
            sample(
                name,
                Stream.concat(LABELS.stream(), Stream.of(key)).toList(),
                Stream.concat(labels(point).stream(), Stream.of(label)).toList(),
                is));
  }

  private GaugeMetricFamily family(String name, String help) {
    return families.computeIfAbsent(
        name, it -> new GaugeMetricFamily(it, help, new ArrayList<String>()));
  }

  private List<String> labels(Snapshot.PointNow point) {
    return List.of(site, point.area(), point.device(), point.id().name());
  }

  private static MetricFamilySamples.Sample sample(
      String name, List<String> keys, List<String> labels, boolean is) {
    return sample(name, keys, labels, is ? 1 : 0);
  }

  private static MetricFamilySamples.Sample sample(
      String name, List<String> keys, List<String> labels, double value) {
    return new MetricFamilySamples.Sample(name, keys, labels, value);
  }
}
