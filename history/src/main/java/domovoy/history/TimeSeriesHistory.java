package domovoy.history;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.Reading;
import domovoy.core.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A history over a store that keeps rows by time and can count in even pieces of time. What days
 * and months are is known here, so that every store gives the same answer.
 */
abstract sealed class TimeSeriesHistory implements History permits InfluxHistory, QuestHistory {
  /** Earliest and latest time that every store can keep. */
  static final Instant EARLIEST = Instant.EPOCH;

  static final Instant LATEST = Instant.parse("2262-01-01T00:00:00Z");

  /** In which order of time. */
  enum Order {
    ASC,
    DESC
  }

  private final LineWriter writer;

  TimeSeriesHistory(LineWriter writer) {
    this.writer = writer;
  }

  /** At most so many readings of the point from {@code from} to before {@code to}. */
  abstract List<Row> rows(Point point, Instant from, Instant to, Order order, int limit)
      throws HistoryException;

  /**
   * The readings from {@code from} to before {@code to} in pieces of the length, one of which
   * begins at {@code origin}; in order, without empty ones. Of a text only the count is known.
   */
  abstract List<Bucket> pieces(
      Point point, Instant from, Instant to, Instant origin, Duration length)
      throws HistoryException;

  @Override
  public void write(byte[] lines) throws HistoryException {
    writer.write(lines);
  }

  @Override
  public final List<Bucket> buckets(Point point, Instant from, Instant to, Step step, ZoneId zone)
      throws HistoryException {
    if (isText(point)) {
      throw new InvalidInputException("point", "a point with numbers", point.id() + ", a text");
    }
    requireRange(from, to);
    Calendar.requireFewerBuckets(from, to, step, MOST_BUCKETS);
    return switch (step) {
      case Step.Fixed(var length) ->
          pieces(point, from, to, Calendar.fixedStart(from, length, zone), length);
      case Step.Calendar calendar -> {
        var length = Calendar.pieceLength(from, to, zone);
        var origin = Calendar.startOfDay(from, zone);
        yield Calendar.fold(pieces(point, from, to, origin, length), calendar.length(), zone);
      }
    };
  }

  @Override
  public final List<Reading> readings(Point point, Instant from, Instant to)
      throws HistoryException {
    requireRange(from, to);
    var rows = rows(point, from, to, Order.ASC, MOST_READINGS + 1);
    if (rows.size() > MOST_READINGS) {
      throw new InvalidInputException(
          "to",
          "a range with at most %d readings, or a step".formatted(MOST_READINGS),
          from + " to " + to);
    }
    return rows.stream().map(it -> it.reading(point)).toList();
  }

  @Override
  public final Optional<Reading> latest(Point point) throws HistoryException {
    return rows(point, EARLIEST, LATEST, Order.DESC, 1).stream()
        .findFirst()
        .map(it -> it.reading(point));
  }

  @Override
  public final Optional<PointSummary> summary(Point point) throws HistoryException {
    var oldest = rows(point, EARLIEST, LATEST, Order.ASC, 1);
    var latest = rows(point, EARLIEST, LATEST, Order.DESC, 1);
    if (oldest.isEmpty() || latest.isEmpty()) {
      return Optional.empty();
    }
    var first = oldest.getFirst().time();
    var last = latest.getFirst().time();
    var origin = first.truncatedTo(ChronoUnit.HOURS);
    var whole = Duration.ofHours(Duration.between(origin, last).toHours() + 1);
    return pieces(point, first, origin.plus(whole), origin, whole).stream()
        .findFirst()
        .map(all -> summary(point, first, last, all));
  }

  @Override
  public void close() {
    writer.close();
  }

  static boolean isText(Point point) {
    return point.accepts() instanceof ValueType.Text;
  }

  private static PointSummary summary(Point point, Instant first, Instant last, Bucket all) {
    if (isText(point)) {
      var none = OptionalDouble.empty();
      return new PointSummary(point.id(), all.count(), first, last, none, none, none);
    }
    return new PointSummary(
        point.id(),
        all.count(),
        first,
        last,
        OptionalDouble.of(all.min()),
        OptionalDouble.of(all.mean()),
        OptionalDouble.of(all.max()));
  }

  private static void requireRange(Instant from, Instant to) {
    if (from.isBefore(EARLIEST)) {
      throw new InvalidInputException("from", "a time from 1970 on", from.toString());
    }
    if (to.isAfter(LATEST)) {
      throw new InvalidInputException("to", "a time up to 2261", to.toString());
    }
    if (!from.isBefore(to)) {
      throw new InvalidInputException("to", "a time after " + from, to.toString());
    }
  }
}
