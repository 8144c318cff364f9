package domovoy.dashboards;

/**
 * What a panel asks its store, with Grafana's variables in it.
 *
 * @param text InfluxQL or PromQL
 * @param legend how a line is named: {@code $tag_point} or {@code {{part}}}
 */
record Query(String text, String legend) {}
