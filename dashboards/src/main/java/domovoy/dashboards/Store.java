package domovoy.dashboards;

/** A data source of the dashboards, as Grafana knows it. */
enum Store {
  /** The history of the house, asked with InfluxQL. */
  HISTORY("influxdb", "domovoy-history"),
  /** Domovoy's own figures, asked with PromQL. */
  METRICS("prometheus", "domovoy-metrics");

  private final String type;
  private final String uid;

  Store(String type, String uid) {
    this.type = type;
    this.uid = uid;
  }

  /** Grafana's name of the plug-in. */
  String type() {
    return type;
  }

  String uid() {
    return uid;
  }
}
