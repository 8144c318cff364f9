package domovoy.standalone.backtest;

import domovoy.core.InvalidInputException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** A time as it is typed. */
final class Moment {
  private Moment() {}

  /**
   * A time with its offset, or a date, which stands for its beginning.
   *
   * @throws InvalidInputException naming the option when it is neither
   */
  static Instant parse(String option, String text, ZoneId zone) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw new InvalidInputException(
          option, "a time such as 2026-01-01T12:00:00Z or a date such as 2026-01-01", text);
    }
  }
}
