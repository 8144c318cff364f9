package domovoy.history;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.core.InvalidInputException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;

/** How long a bucket is: a fixed time, or days and months of the calendar. */
public sealed interface Step {

  /**
   * Always as long: {@code PT10M}, {@code PT1H}.
   *
   * @param length at least 1 ms and whole milliseconds, above an hour whole seconds
   */
  record Fixed(@JsonValue Duration length) implements Step {
    private static final Duration HOUR = Duration.ofHours(1);

    public Fixed {
      var finest = length.compareTo(HOUR) > 0 ? Duration.ofSeconds(1) : Duration.ofMillis(1);
      if (length.compareTo(finest) < 0
          || !finest.multipliedBy(length.dividedBy(finest)).equals(length)) {
        throw refuse(length.toString());
      }
    }

    @Override
    public Duration shortest() {
      return length;
    }
  }

  /**
   * From midnight to midnight, however long that is: {@code P1D} has 23 or 25 hours when clocks
   * change. Weeks begin on Monday, months and years on their first day.
   *
   * @param length days, weeks, months or years, not mixed, at least 1
   */
  record Calendar(@JsonValue Period length) implements Step {
    public Calendar {
      var mixed = length.getDays() != 0 && length.toTotalMonths() != 0;
      if (mixed || length.getDays() < 0 || length.toTotalMonths() < 0 || length.isZero()) {
        throw refuse(length.toString());
      }
    }

    @Override
    public Duration shortest() {
      return Duration.ofDays(length.getDays() + length.toTotalMonths() * 28).minusHours(2);
    }
  }

  Step DAY = new Calendar(Period.ofDays(1));
  Step HOUR = new Fixed(Duration.ofHours(1));

  /** The shortest that one bucket can be. */
  Duration shortest();

  /**
   * Reads a step: with a {@code T} a fixed time ({@code PT24H}), without it one of the calendar
   * ({@code P1D}, {@code P1W}, {@code P1M}).
   *
   * @throws InvalidInputException naming {@code step}
   */
  @JsonCreator
  static Step parse(String text) {
    try {
      return text.indexOf('T') < 0
          ? new Calendar(Period.parse(text))
          : new Fixed(Duration.parse(text));
    } catch (DateTimeException | ArithmeticException e) {
      throw refuse(text);
    }
  }

  private static InvalidInputException refuse(String text) {
    return new InvalidInputException(
        "step", "a duration above 0 such as PT10M, PT1H, P1D, P1W or P1M", text);
  }
}
