package domovoy.history;

import domovoy.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;

/** Where steps of time begin. Pure. */
final class Calendar {
  /** 1970 began on a Thursday; the Monday before it is day −3. */
  private static final int FIRST_MONDAY = -3;

  private static final int MONTHS = 12;

  private Calendar() {}

  /**
   * The start of the fixed step that has this time in it, counted from midnight in the zone's
   * standard time.
   */
  static Instant fixedStart(Instant time, Duration length, ZoneId zone) {
    var offset =
        Duration.ofSeconds(zone.getRules().getStandardOffset(time).getTotalSeconds()).toMillis();
    var step = length.toMillis();
    var local = time.toEpochMilli() + offset;
    return Instant.ofEpochMilli(Math.floorDiv(local, step) * step - offset);
  }

  /** The start of the local day that has this time in it. */
  static Instant startOfDay(Instant time, ZoneId zone) {
    return time.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
  }

  /** The start of the calendar step that has this time in it. */
  static Instant start(Instant time, Period length, ZoneId zone) {
    var date = time.atZone(zone).toLocalDate();
    var months = length.toTotalMonths();
    if (months > 0) {
      var month = date.getLong(ChronoField.PROLEPTIC_MONTH);
      var first = Math.floorDiv(month, months) * months;
      return LocalDate.of((int) Math.floorDiv(first, MONTHS), Math.floorMod(first, MONTHS) + 1, 1)
          .atStartOfDay(zone)
          .toInstant();
    }
    var days = length.getDays();
    var day = Math.floorDiv(date.toEpochDay() - FIRST_MONDAY, days) * days + FIRST_MONDAY;
    return LocalDate.ofEpochDay(day).atStartOfDay(zone).toInstant();
  }

  /**
   * The longest piece of time such that every day of the range is made of whole ones: a day where
   * clocks do not change, else an hour, or less in the few zones that change by less.
   */
  static Duration pieceLength(Instant from, Instant to, ZoneId zone) {
    var rules = zone.getRules();
    var first = startOfDay(from, zone);
    var length = Duration.ofDays(1).toSeconds();
    var transition = rules.nextTransition(first);
    while (transition != null && transition.getInstant().isBefore(to)) {
      length = greatestCommonDivisor(length, Math.abs(transition.getDuration().toSeconds()));
      transition = rules.nextTransition(transition.getInstant());
    }
    return Duration.ofSeconds(length);
  }

  /** The pieces put together to steps of the calendar. */
  static List<Bucket> fold(List<Bucket> pieces, Period length, ZoneId zone) {
    var folded = new ArrayList<Bucket>();
    for (var piece : pieces) {
      var start = start(piece.start(), length, zone);
      if (!folded.isEmpty() && folded.getLast().start().equals(start)) {
        folded.set(folded.size() - 1, folded.getLast().followedBy(piece));
      } else {
        folded.add(piece.startingAt(start));
      }
    }
    return List.copyOf(folded);
  }

  /**
   * @throws InvalidInputException naming {@code step} and the shortest one that would do
   */
  static void requireFewerBuckets(Instant from, Instant to, Step step, int most) {
    var range = Duration.between(from, to);
    if (range.dividedBy(step.shortest()) >= most) {
      var shortest = Duration.ofSeconds(range.dividedBy(most).toSeconds() + 1);
      throw new InvalidInputException(
          "step", "at least %s for this range".formatted(shortest), step.toString());
    }
  }

  private static long greatestCommonDivisor(long left, long right) {
    return right == 0 ? left : greatestCommonDivisor(right, left % right);
  }
}
