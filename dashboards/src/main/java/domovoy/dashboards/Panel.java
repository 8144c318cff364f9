package domovoy.dashboards;

import domovoy.core.Title;
import java.util.List;

/**
 * One rectangle of a dashboard.
 *
 * @param title what it shows
 * @param look how
 * @param store whom it asks
 * @param queries what it asks, at least one
 * @param format how numbers are written
 * @param width of {@value #FULL}
 * @param height in Grafana's rows of 30 pixels
 */
record Panel(
    Title title,
    Look look,
    Store store,
    List<Query> queries,
    Format format,
    int width,
    int height) {
  static final int FULL = 24;
  static final int HALF = 12;

  Panel {
    queries = List.copyOf(queries);
    if (queries.isEmpty()) {
      throw new IllegalArgumentException("a panel that asks nothing stays empty: " + title);
    }
  }

  static Panel half(Title title, Look look, Store store, Query query, Format format) {
    return new Panel(title, look, store, List.of(query), format, HALF, 8);
  }

  static Panel full(Title title, Look look, Store store, Query query, Format format) {
    return new Panel(title, look, store, List.of(query), format, FULL, 8);
  }

  static Panel large(Title title, Store store, Query query, Format format) {
    return new Panel(title, Look.NUMBERS, store, List.of(query), format, FULL, 5);
  }

  Panel sized(int otherWidth, int otherHeight) {
    return new Panel(title, look, store, queries, format, otherWidth, otherHeight);
  }
}
