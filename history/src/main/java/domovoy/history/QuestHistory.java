package domovoy.history;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.InvalidInputException;
import domovoy.core.LineProtocol;
import domovoy.core.Names;
import domovoy.core.Point;
import domovoy.core.Quality;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The history in QuestDB, one table a quantity. Times are kept to the microsecond. An acknowledged
 * write is in QuestDB's write-ahead log; readers see it a moment later.
 */
public final class QuestHistory extends TimeSeriesHistory {
  private static final Duration CATCH_UP = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** Made before the first write, as a table that a write makes would keep duplicates. */
  private static final String TABLE =
      """
      CREATE TABLE IF NOT EXISTS "%s" (
        site SYMBOL, area SYMBOL, device SYMBOL, point SYMBOL INDEX,
        value DOUBLE, text VARCHAR, quality VARCHAR, timestamp TIMESTAMP
      ) TIMESTAMP(timestamp) PARTITION BY MONTH WAL DEDUP UPSERT KEYS(timestamp, point)""";

  private final QueryClient client;
  private final Set<String> tables = ConcurrentHashMap.newKeySet();

  private final Optional<EmbeddedQuestDb> server;

  /** Uses a QuestDB that is there. */
  public QuestHistory(HistorySettings settings) {
    this(settings, Authorization.of(settings), Optional.empty());
  }

  private QuestHistory(
      HistorySettings settings,
      Optional<Authorization> authorization,
      Optional<EmbeddedQuestDb> server) {
    super(new LineWriter(settings, authorization));
    client = new QueryClient(settings.address(), authorization);
    this.server = server;
  }

  /** Starts a QuestDB in this process, which ends with this history. */
  static QuestHistory embedded(HistorySettings settings) {
    var server = EmbeddedQuestDb.start(settings.data(), settings.port());
    var history =
        new QuestHistory(
            server.settings(), Authorization.of(server.settings()), Optional.of(server));
    try {
      history.resume();
      return history;
    } catch (HistoryException e) {
      history.close();
      throw new IllegalStateException("QuestDB does not answer after its start", e);
    }
  }

  @Override
  public void write(byte[] lines) throws HistoryException {
    for (var table : measurements(lines)) {
      if (!tables.contains(table)) {
        rows(TABLE.formatted(table));
        tables.add(table);
      }
    }
    super.write(lines);
  }

  @Override
  List<Row> rows(Point point, Instant from, Instant to, Order order, int limit)
      throws HistoryException {
    var found = new ArrayList<Row>();
    for (var row :
        rows(
            """
            SELECT cast(timestamp AS LONG), value, text, quality FROM "%s"
            WHERE %s AND %s IS NOT NULL ORDER BY timestamp %s LIMIT %d"""
                .formatted(
                    point.quantity(), range(point, from, to), column(point), order, limit))) {
      found.add(
          new Row(
              time(row.get(0)),
              isText(point) ? Double.NaN : row.get(1).asDouble(),
              row.get(2).asText(""),
              Quality.of(row.get(3).asText("good"))));
    }
    return found;
  }

  @Override
  List<Bucket> pieces(Point point, Instant from, Instant to, Instant origin, Duration length)
      throws HistoryException {
    var statistics =
        isText(point)
            ? "count(text)"
            : "count(value), sum(value), min(value), max(value), first(value), last(value)";
    var buckets = new ArrayList<Bucket>();
    for (var row :
        rows(
            """
            SELECT cast(timestamp AS LONG), %s FROM "%s"
            WHERE %s AND %s IS NOT NULL
            AND (quality IS NULL OR quality NOT IN ('out-of-range', 'missing'))
            SAMPLE BY %s FROM %d"""
                .formatted(
                    statistics,
                    point.quantity(),
                    range(point, from, to),
                    column(point),
                    sample(length),
                    microseconds(origin)))) {
      buckets.add(
          new Bucket(
              time(row.get(0)),
              row.get(1).asLong(),
              row.path(2).asDouble(Double.NaN),
              row.path(3).asDouble(Double.NaN),
              row.path(4).asDouble(Double.NaN),
              row.path(5).asDouble(Double.NaN),
              row.path(6).asDouble(Double.NaN)));
    }
    return buckets;
  }

  @Override
  public void awaitVisible() throws HistoryException {
    var behind = new HashMap<String, Long>();
    for (var row : rows("SELECT name, sequencerTxn FROM wal_tables()")) {
      behind.put(row.get(0).asText(), row.get(1).asLong());
    }
    var deadline = System.nanoTime() + CATCH_UP.toNanos();
    while (true) {
      for (var row : rows("SELECT name, writerTxn, suspended, errorMessage FROM wal_tables()")) {
        var name = row.get(0).asText();
        if (row.get(2).asBoolean()) {
          throw client.unavailable(
              "has suspended table %s: %s".formatted(name, row.get(3).asText()), null);
        }
        behind.computeIfPresent(name, (_, goal) -> row.get(1).asLong() < goal ? goal : null);
      }
      if (behind.isEmpty()) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw client.unavailable("does not catch up with " + behind.keySet(), null);
      }
      pause();
    }
  }

  /**
   * Lets tables go on that stood still when QuestDB ended, as after a full disk: what was
   * acknowledged since then is in their logs.
   */
  private void resume() throws HistoryException {
    for (var row : rows("SELECT name FROM wal_tables() WHERE suspended")) {
      rows("ALTER TABLE \"%s\" RESUME WAL".formatted(row.get(0).asText()));
    }
  }

  @Override
  public void close() {
    client.close();
    super.close();
    server.ifPresent(EmbeddedQuestDb::close);
  }

  private Iterable<JsonNode> rows(String sql) throws HistoryException {
    var answer = client.get("/exec", Map.of("query", sql));
    if (answer.status() == 200) {
      return answer.body().path("dataset");
    }
    var error = answer.body().path("error").asText();
    if (error.contains("table does not exist")) {
      return List.of();
    }
    throw client.unavailable("does not answer: " + error, null);
  }

  /** Names are safe to put in SQL: a point and a quantity are lower-case words by their types. */
  private static String range(Point point, Instant from, Instant to) {
    return "point = '%s' AND timestamp >= %d AND timestamp < %d"
        .formatted(point.id().name(), microseconds(from), microseconds(to));
  }

  /** In the largest unit that fits, as QuestDB takes no number above 2³¹. */
  private static String sample(Duration length) {
    if (length.toMillis() % Duration.ofHours(1).toMillis() == 0) {
      return length.toHours() + "h";
    }
    return length.toMillisPart() == 0 ? length.toSeconds() + "s" : length.toMillis() + "T";
  }

  private static String column(Point point) {
    return isText(point) ? "text" : "value";
  }

  private static long microseconds(Instant time) {
    return TimeUnit.NANOSECONDS.toMicros(LineProtocol.nanoseconds(time));
  }

  private static Instant time(JsonNode microseconds) {
    return LineProtocol.instant(TimeUnit.MICROSECONDS.toNanos(microseconds.asLong()));
  }

  private void pause() throws HistoryException {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw client.unavailable("was not waited for", e);
    }
  }

  /** The measurements of the lines: what stands before the first comma or space. */
  private static Set<String> measurements(byte[] lines) throws HistoryException.Refused {
    var names = new LinkedHashSet<String>();
    var refused = new ArrayList<HistoryException.RefusedLine>();
    var number = 0;
    var start = 0;
    while (start < lines.length) {
      number++;
      var nameEnd = start;
      while (nameEnd < lines.length
          && lines[nameEnd] != ','
          && lines[nameEnd] != ' '
          && lines[nameEnd] != '\n') {
        nameEnd++;
      }
      if (nameEnd > start && lines[start] != '#') {
        var name = new String(lines, start, nameEnd - start, StandardCharsets.UTF_8);
        try {
          names.add(Names.requireName("measurement", name));
        } catch (InvalidInputException e) {
          refused.add(new HistoryException.RefusedLine(number, e.getMessage()));
        }
      }
      var end = nameEnd;
      while (end < lines.length && lines[end] != '\n') {
        end++;
      }
      start = end + 1;
    }
    if (!refused.isEmpty()) {
      throw new HistoryException.Refused(refused.getFirst().reason(), refused);
    }
    return names;
  }
}
