package domovoy.history;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.LineProtocol;
import domovoy.core.Point;
import domovoy.core.Quality;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The history in InfluxDB, read with InfluxQL, which 1.8, 2 (with a DBRP mapping) and 3 all
 * understand.
 */
public final class InfluxHistory extends TimeSeriesHistory {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  private final QueryClient client;
  private final String database;

  public InfluxHistory(HistorySettings settings) {
    this(settings, Authorization.of(settings));
  }

  private InfluxHistory(HistorySettings settings, Optional<Authorization> authorization) {
    super(new LineWriter(settings, authorization));
    client = new QueryClient(settings.address(), authorization);
    database = settings.database();
  }

  @Override
  List<Row> rows(Point point, Instant from, Instant to, Order order, int limit)
      throws HistoryException {
    var found = new ArrayList<Row>();
    for (var row :
        query(
            "SELECT \"value\", \"text\", \"quality\" FROM \"%s\" WHERE %s ORDER BY time %s LIMIT %d"
                .formatted(point.quantity(), range(point, from, to), order, limit))) {
      if (!row.get(isText(point) ? 2 : 1).isNull()) {
        found.add(
            new Row(
                time(row),
                isText(point) ? Double.NaN : row.get(1).asDouble(),
                row.get(2).asText(""),
                Quality.of(row.get(3).asText("good"))));
      }
    }
    return found;
  }

  @Override
  List<Bucket> pieces(Point point, Instant from, Instant to, Instant origin, Duration length)
      throws HistoryException {
    var offset = Math.floorMod(origin.toEpochMilli(), length.toMillis());
    var pieces =
        "FROM \"%s\" WHERE %s%%s GROUP BY time(%dms, %dms) fill(none)"
            .formatted(point.quantity(), range(point, from, to), length.toMillis(), offset);
    var doubtful = doubtful(point, pieces);
    var buckets = new TreeMap<Instant, Bucket>();
    for (var row : query("SELECT " + statistics(point) + " " + pieces.formatted(""))) {
      var bucket = bucket(row);
      if (!doubtful.contains(bucket.start())) {
        buckets.put(bucket.start(), bucket);
      }
    }
    for (var start : doubtful) {
      var end = start.plus(length);
      recount(point, from.isAfter(start) ? from : start, to.isBefore(end) ? to : end, start, length)
          .ifPresent(it -> buckets.put(start, it));
    }
    return List.copyOf(buckets.values());
  }

  /** InfluxDB shows what it has acknowledged. */
  @Override
  public void awaitVisible() {}

  @Override
  public void close() {
    client.close();
    super.close();
  }

  /**
   * The pieces with readings that do not count. InfluxQL cannot leave these out itself: a condition
   * on quality also drops every reading that has none, which is every good one.
   */
  private Set<Instant> doubtful(Point point, String pieces) throws HistoryException {
    var starts = new TreeSet<Instant>();
    var condition = " AND \"quality\" =~ /^(out-of-range|missing)$/";
    for (var row :
        query("SELECT count(\"%s\") ".formatted(column(point)) + pieces.formatted(condition))) {
      starts.add(time(row));
    }
    return starts;
  }

  /** A doubtful piece, put together from finer ones, the doubtful among which from readings. */
  private Optional<Bucket> recount(
      Point point, Instant from, Instant to, Instant start, Duration length)
      throws HistoryException {
    if (length.compareTo(HOUR) > 0) {
      var finer = length.compareTo(DAY) > 0 ? DAY : HOUR;
      return pieces(point, from, to, start, finer).stream()
          .reduce(Bucket::followedBy)
          .map(it -> it.startingAt(start));
    }
    return rows(point, from, to, Order.ASC, MOST_READINGS).stream()
        .filter(Row::counts)
        .map(it -> it.bucket(start))
        .reduce(Bucket::followedBy);
  }

  private static String statistics(Point point) {
    return isText(point)
        ? "count(\"text\")"
        : "count(\"value\"), sum(\"value\"), min(\"value\"), max(\"value\"), first(\"value\"), last(\"value\")";
  }

  private static Bucket bucket(JsonNode row) {
    return new Bucket(
        time(row),
        row.get(1).asLong(),
        row.path(2).asDouble(Double.NaN),
        row.path(3).asDouble(Double.NaN),
        row.path(4).asDouble(Double.NaN),
        row.path(5).asDouble(Double.NaN),
        row.path(6).asDouble(Double.NaN));
  }

  private Iterable<JsonNode> query(String influxQl) throws HistoryException {
    var answer = client.get("/query", Map.of("db", database, "epoch", "ns", "q", influxQl));
    var result = answer.body().path("results").path(0);
    var error = answer.body().path("error").asText(result.path("error").asText(""));
    if (!error.isEmpty()) {
      throw client.unavailable("does not answer: " + error, null);
    }
    return result.path("series").path(0).path("values");
  }

  /** Names are safe to put in InfluxQL: a point and a quantity are lower-case words by type. */
  private static String range(Point point, Instant from, Instant to) {
    return "\"point\" = '%s' AND time >= %d AND time < %d"
        .formatted(point.id().name(), LineProtocol.nanoseconds(from), LineProtocol.nanoseconds(to));
  }

  private static String column(Point point) {
    return isText(point) ? "text" : "value";
  }

  private static Instant time(JsonNode row) {
    return LineProtocol.instant(row.get(0).asLong());
  }
}
