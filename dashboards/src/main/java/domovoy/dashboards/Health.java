package domovoy.dashboards;

import domovoy.core.Title;
import java.util.List;
import java.util.Map;

/** Whether Domovoy itself is well, from Prometheus: what its exporters and its parts say. */
final class Health {
  private static final Format UP =
      Format.states(Title.of("DOWN", "НЕТ СВЯЗИ"), Title.of("up", "работает"), "red", "green");
  private static final Format AGE =
      new Format(
          "s",
          List.of(
              new Format.Threshold(0, "green"),
              new Format.Threshold(300, "yellow"),
              new Format.Threshold(3600, "red")),
          new java.util.TreeMap<>(),
          Map.of());

  private Health() {}

  static Board board() {
    return new Board(
        "health",
        Title.of("Nodes and health of Domovoy", "Узлы и здоровье Домового"),
        "6h",
        "30s",
        true,
        List.of(),
        List.of(
            now(Title.of("House", "Дом"), "max(domovoy_up)", "domovoy", UP),
            now(Title.of("Parts answer", "Части отвечают"), "domovoy_part_up", "{{part}}", UP),
            now(Title.of("Parts can work", "Части готовы"), "domovoy_part_ready", "{{part}}", UP),
            now(Title.of("Nodes", "Узлы"), "domovoy_node_up", "{{node}}", UP),
            overTime(
                Title.of("Oldest readings", "Самые старые показания"),
                "topk(10, domovoy_reading_age_seconds)",
                "{{point}}",
                AGE),
            overTime(
                Title.of("Points by quality of the latest reading", "Точки по качеству показаний"),
                "sum by (quality) (domovoy_reading_quality)",
                "{{quality}}",
                Format.of("none")),
            overTime(
                Title.of("Inputs that wait for the control loop", "Очередь цикла управления"),
                "domovoy_controller_inputs_waiting",
                "{{job}}",
                Format.of("none")),
            overTime(
                Title.of("Open pages", "Открытые страницы"),
                "domovoy_controller_stream_listeners",
                "{{job}}",
                Format.of("none")),
            overTime(
                Title.of("Requests a second, by answer", "Запросов в секунду, по ответу"),
                "sum by (job, status) (rate(domovoy_http_request_duration_seconds_count[$__rate_interval]))",
                "{{job}} {{status}}",
                Format.of("reqps")),
            overTime(
                Title.of("Slowest 5 % of answers", "Самые медленные 5 % ответов"),
                "histogram_quantile(0.95, sum by (le, job) (rate(domovoy_http_request_duration_seconds_bucket[$__rate_interval])))",
                "{{job}}",
                Format.of("s")),
            overTime(
                Title.of("Scrapes that failed", "Неудачные опросы"),
                "increase(domovoy_exporter_errors_total[$__rate_interval])",
                "{{job}}",
                Format.of("none")),
            overTime(
                Title.of("Memory", "Память"),
                "process_resident_memory_bytes",
                "{{job}}",
                Format.of("bytes"))));
  }

  private static Panel now(Title title, String promQl, String legend, Format format) {
    return Panel.large(title, Store.METRICS, new Query(promQl, legend), format).sized(6, 4);
  }

  private static Panel overTime(Title title, String promQl, String legend, Format format) {
    return Panel.half(title, Look.LINES, Store.METRICS, new Query(promQl, legend), format);
  }
}
