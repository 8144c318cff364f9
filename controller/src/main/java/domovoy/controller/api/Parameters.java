package domovoy.controller.api;

import domovoy.core.InvalidInputException;
import io.helidon.webserver.http.ServerRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
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
   * A time with its offset, or a date, which stands for its beginning.
   *
   * @throws java.time.DateTimeException when it is neither
   */
  static Instant time(String text, ZoneId zone) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
        : OffsetDateTime.parse(text).toInstant();
  }
}
