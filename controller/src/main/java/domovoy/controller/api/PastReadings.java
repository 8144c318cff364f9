package domovoy.controller.api;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.Reading;
import domovoy.history.HistoryException;
import domovoy.history.HistoryReader;
import domovoy.service.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The stored readings of some points in the order of their times. They are asked for piece by
 * piece, so that a long past does not have to fit into memory.
 */
final class PastReadings implements Iterator<Reading> {
  private static final Duration FIRST = Duration.ofDays(1);
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(64);
  private static final int FEW = 20_000;
  private static final int MANY = 200_000;

  /** Most readings in all. */
  private static final long MOST = 20_000_000;

  private final HistoryReader history;
  private final List<Point> points;
  private final Instant to;
  private Instant next;
  private Duration piece = FIRST;
  private Iterator<Reading> read = Collections.emptyIterator();
  private long total;

  PastReadings(HistoryReader history, List<Point> points, Instant from, Instant to) {
    this.history = history;
    this.points = points;
    this.next = from;
    this.to = to;
  }

  @Override
  public boolean hasNext() {
    while (!read.hasNext() && next.isBefore(to)) {
      read = piece().iterator();
    }
    return read.hasNext();
  }

  @Override
  public Reading next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return read.next();
  }

  private List<Reading> piece() {
    while (true) {
      var end = next.plus(piece).isBefore(to) ? next.plus(piece) : to;
      try {
        var readings = ask(end);
        total += readings.size();
        if (total > MOST) {
          throw new InvalidInputException(
              "to", "a time with at most %,d readings".formatted(MOST), to.toString());
        }
        next = end;
        if (readings.size() < FEW && piece.compareTo(LONGEST) < 0) {
          piece = piece.multipliedBy(2);
        } else if (readings.size() > MANY && piece.compareTo(SHORTEST) > 0) {
          piece = piece.dividedBy(2);
        }
        return readings;
      } catch (HistoryException e) {
        throw Problem.unavailable("the history store does not answer: " + e.getMessage())
            .toException();
      }
    }
  }

  private List<Reading> ask(Instant end) throws HistoryException {
    var all = new ArrayList<Reading>();
    for (var point : points) {
      all.addAll(readings(point, next, end));
    }
    all.sort(Comparator.comparing(Reading::time));
    return all;
  }

  /** A point may have more of them than one answer may hold. */
  private List<Reading> readings(Point point, Instant from, Instant end) throws HistoryException {
    try {
      return history.readings(point, from, end);
    } catch (InvalidInputException e) {
      var half = Duration.between(from, end).dividedBy(2);
      if (half.compareTo(SHORTEST) < 0) {
        throw e;
      }
      var all = new ArrayList<>(readings(point, from, from.plus(half)));
      all.addAll(readings(point, from.plus(half), end));
      return all;
    }
  }
}
