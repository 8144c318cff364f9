package domovoy.dashboards;

/** How a panel shows its numbers. */
enum Look {
  /** Lines over time. */
  LINES("timeseries"),
  /** Bars over time, such as one a day. */
  BARS("timeseries"),
  /** The latest numbers, large. */
  NUMBERS("stat"),
  /** Which state each had, over time. */
  STATES("state-timeline");

  private final String type;

  Look(String type) {
    this.type = type;
  }

  /** Grafana's name of the plug-in. */
  String type() {
    return type;
  }
}
