package domovoy.controller.api;

import domovoy.core.InvalidInputException;
import io.helidon.webserver.http.ServerRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Optional;

/** Reads the parameters of a query; what is wrong is named. */
final class Parameters {
  private Parameters() {}

  static Optional<String> text(ServerRequest request, String name) {
    return request.query().contains(name)
        ? Optional.of(request.query().get(name)).filter(it -> !it.isBlank())
        : Optional.empty();
  }

  static int number(ServerRequest request, String name, int usual, int least, int most) {
    var text = text(request, name);
    if (text.isEmpty()) {
      return usual;
    }
    try {
      var number = Integer.parseInt(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // refused below, as a number out of range is
    }
    throw new InvalidInputException(
        name, "a whole number from %d to %d".formatted(least, most), text.get());
  }

  static Optional<String> choice(ServerRequest request, String name, String... choices) {
    var text = text(request, name);
    if (text.isPresent() && !List.of(choices).contains(text.get())) {
      throw new InvalidInputException(name, "one of " + String.join(", ", choices), text.get());
    }
    return text;
  }

  /**
   * A time of the query.
   *
   * @throws InvalidInputException naming the parameter when it is none
   */
  static Optional<Instant> time(ServerRequest request, String name, ZoneId zone) {
    return text(request, name)
        .map(
            it -> {
              try {
                return time(it, zone);
              } catch (DateTimeException _) {
                throw new InvalidInputException(
                    name, "a time such as 2026-01-01T12:00:00Z or a date such as 2026-01-01", it);
              }
            });
  }

  /**
   * A time with its offset, one without as the clocks of the zone show it, or a date, which stands
   * for its beginning.
   *
   * @throws DateTimeException when it is none of them
   */
  static Instant time(String text, ZoneId zone) {
    if (text.indexOf('T') < 0) {
      return LocalDate.parse(text).atStartOfDay(zone).toInstant();
    }
    var parsed =
        DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return switch (parsed) {
      case OffsetDateTime time -> time.toInstant();
      case LocalDateTime time -> time.atZone(zone).toInstant();
      case TemporalAccessor other -> throw new DateTimeException("" + other);
    };
  }
}
