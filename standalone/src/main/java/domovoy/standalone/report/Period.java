package domovoy.standalone.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.WeekFields;
import java.util.Locale;

/**
 * What a report is about. Days begin at midnight in the zone and may have 23 or 25 hours.
 *
 * @param length how long
 * @param from its first day
 * @param zone the house's
 */
public record Period(Length length, LocalDate from, ZoneId zone) {
  /** How long a report is, and the steps that it is shown in. */
  public enum Length {
    DAY,
    WEEK,
    MONTH,
    YEAR;

    private LocalDate beginning(LocalDate day) {
      return switch (this) {
        case DAY -> day;
        case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        case MONTH -> day.withDayOfMonth(1);
        case YEAR -> day.withDayOfYear(1);
      };
    }
  }

  /** The period of that length which the day is in. */
  public static Period around(Length length, LocalDate day, ZoneId zone) {
    return new Period(length, length.beginning(day), zone);
  }

  /** The one before, of the same length. */
  public Period before() {
    return around(length, from.minusDays(1), zone);
  }

  public Instant start() {
    return from.atStartOfDay(zone).toInstant();
  }

  /** The first moment that is no longer in it. */
  public Instant end() {
    var next =
        switch (length) {
          case DAY -> from.plusDays(1);
          case WEEK -> from.plusWeeks(1);
          case MONTH -> from.plusMonths(1);
          case YEAR -> from.plusYears(1);
        };
    return next.atStartOfDay(zone).toInstant();
  }

  /**
   * The beginning of the step that the moment is in: an hour of a day, a month of a year, a day.
   */
  Instant stepOf(Instant moment) {
    var local = moment.atZone(zone);
    return switch (length) {
      case DAY -> moment; // hours are not put together
      case WEEK, MONTH -> local.toLocalDate().atStartOfDay(zone).toInstant();
      case YEAR -> local.toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
    };
  }

  /** {@code 2016-02-15}, {@code 2016-w07}, {@code 2016-02} or {@code 2016}. */
  public String name() {
    return switch (length) {
      case DAY -> from.toString();
      case WEEK ->
          "%d-w%02d"
              .formatted(
                  from.get(WeekFields.ISO.weekBasedYear()),
                  from.get(WeekFields.ISO.weekOfWeekBasedYear()));
      case MONTH -> "%1$tY-%1$tm".formatted(from).toLowerCase(Locale.ROOT);
      case YEAR -> Integer.toString(from.getYear());
    };
  }
}
