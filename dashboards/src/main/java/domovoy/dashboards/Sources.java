package domovoy.dashboards;

import java.net.URI;

/**
 * Where Grafana finds the data.
 *
 * @param history InfluxDB's address
 * @param database its database or bucket
 * @param token whether Grafana sends a token, which it takes from its environment variable {@code
 *     DOMOVOY_INFLUX_TOKEN}; the token itself is never in a file made here
 * @param metrics Prometheus' address
 */
public record Sources(URI history, String database, boolean token, URI metrics) {}
