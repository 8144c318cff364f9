package domovoy.history;

import domovoy.core.Point;
import domovoy.core.Reading;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Reads what is kept. A point of which nothing is kept has no readings; that is no error. May be
 * called from several threads.
 */
public interface HistoryReader {
  /** Most buckets of one answer. */
  int MOST_BUCKETS = 20_000;

  /** Most readings of one answer. */
  int MOST_READINGS = 200_000;

  /**
   * The readings in steps of time, in order of time; steps without readings are left out. Readings
   * that are out of range or missing in quality do not count.
   *
   * @param from from this time on
   * @param to before this time
   * @param step how long a bucket is
   * @param zone where days begin; shorter steps are counted from midnight in its standard time
   * @throws domovoy.core.InvalidInputException naming {@code point} for text, which cannot be
   *     counted with, {@code to} when it is not after {@code from}, {@code step} when the answer
   *     would have more than {@value #MOST_BUCKETS} buckets
   */
  List<Bucket> buckets(Point point, Instant from, Instant to, Step step, ZoneId zone)
      throws HistoryException;

  /**
   * The readings themselves in order of time, of any quality.
   *
   * @param from from this time on
   * @param to before this time
   * @throws domovoy.core.InvalidInputException naming {@code to} when it is not after {@code from}
   *     or there are more than {@value #MOST_READINGS} readings
   */
  List<Reading> readings(Point point, Instant from, Instant to) throws HistoryException;

  /** The latest reading, of any quality. */
  Optional<Reading> latest(Point point) throws HistoryException;

  /** All readings that count in one line; empty when there is none. */
  Optional<PointSummary> summary(Point point) throws HistoryException;
}
