package domovoy.controller;

import domovoy.controller.control.Delivery;
import domovoy.controller.control.HouseControl;
import domovoy.controller.control.Incident;
import domovoy.controller.live.LiveStream;
import domovoy.controller.nodes.Nodes;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.hotspot.DefaultExports;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The controller's own figures. */
final class ControllerMetrics {
  private final Counter commands;

  ControllerMetrics(CollectorRegistry registry) {
    DefaultExports.register(registry);
    commands =
        Counter.build(
                "domovoy_controller_commands_total", "Commands to nodes, by what came of them")
            .labelNames("result")
            .register(registry);
  }

  void count(Delivery delivery) {
    var result =
        switch (delivery) {
          case Delivery.Answered(var answer) -> answer.stage().toString();
          case Delivery.Unreachable _ -> "unreachable";
          case Delivery.TimedOut _ -> "timed-out";
          case Delivery.Superseded _ -> "superseded";
        };
    commands.labels(result).inc();
  }

  /** Adds the figures that are looked up when asked for. */
  void watch(CollectorRegistry registry, HouseControl control, Nodes nodes, LiveStream live) {
    gauge(
        registry,
        "domovoy_controller_inputs_waiting",
        "Inputs that wait for the control loop",
        control::waiting);
    gauge(
        registry,
        "domovoy_controller_stream_listeners",
        "Pages and programs that watch the live stream",
        live::listeners);
    gauge(
        registry,
        "domovoy_controller_incidents_open",
        "Incidents that are not resolved",
        () ->
            control.incidents().stream()
                .map(Incident::state)
                .filter(it -> !it.equals("resolved"))
                .count());
    new Collector() {
      @Override
      public List<MetricFamilySamples> collect() {
        var family =
            new GaugeMetricFamily(
                "domovoy_controller_node_reachable",
                "Whether the node answers, 1 or 0",
                List.of("node"));
        nodes.all().forEach(it -> family.addMetric(List.of(it.name()), it.reachable() ? 1 : 0));
        return List.of(family);
      }
    }.register(registry);
  }

  private static void gauge(
      CollectorRegistry registry, String name, String help, DoubleSupplier value) {
    new Collector() {
      @Override
      public List<MetricFamilySamples> collect() {
        return List.of(new GaugeMetricFamily(name, help, value.getAsDouble()));
      }
    }.register(registry);
  }
}
