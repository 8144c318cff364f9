package domovoy.alerting.language;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 90s}, {@code 5m}, {@code 1h30m}, {@code PT10M}. */
public final class Durations {
  /** In a message: what is accepted. */
  public static final String EXPECTED = "a duration such as 30s, 5m, 1h30m or PT10M";

  /** Longest duration that a rule may name. */
  public static final Duration LONGEST = Duration.ofDays(366);

  static final Pattern SHORT =
      Pattern.compile("(?:(\\d{1,9})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  private Durations() {}

  /** Reads a duration from one second to a year; empty when the text is none. */
  public static Optional<Duration> parse(String text) {
    return read(text).filter(it -> it.isPositive() && it.compareTo(LONGEST) <= 0);
  }

  private static Optional<Duration> read(String text) {
    if (text.startsWith("P")) {
      try {
        return Optional.of(Duration.parse(text));
      } catch (DateTimeParseException _) {
        return Optional.empty();
      }
    }
    var match = SHORT.matcher(text);
    if (text.isEmpty() || !match.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(number(match.group(1)))
            .plusHours(number(match.group(2)))
            .plusMinutes(number(match.group(3)))
            .plusSeconds(number(match.group(4))));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** The short form. */
  public static String format(Duration duration) {
    var text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount != 0) {
      text.append(amount).append(unit);
    }
  }
}
