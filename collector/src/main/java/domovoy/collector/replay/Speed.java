package domovoy.collector.replay;

import domovoy.core.InvalidInputException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * How fast a recording is streamed.
 *
 * @param factor how many times faster than it was recorded; empty: as fast as it goes
 */
record Speed(OptionalDouble factor) {

  /**
   * Reads {@code max} or a number followed by x.
   *
   * @throws InvalidInputException naming {@code --speed}
   */
  static Speed parse(String text) {
    if (text.equals("max")) {
      return new Speed(OptionalDouble.empty());
    }
    try {
      var factor =
          Double.parseDouble(text.endsWith("x") ? text.substring(0, text.length() - 1) : text);
      if (factor > 0 && Double.isFinite(factor)) {
        return new Speed(OptionalDouble.of(factor));
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw new InvalidInputException("--speed", "1x, 60x, any other factor, or max", text);
  }

  boolean isMax() {
    return factor.isEmpty();
  }

  /** How long after the first row this one is due. */
  Duration due(Instant first, Instant time) {
    return factor.isEmpty()
        ? Duration.ZERO
        : Duration.ofNanos(
            (long) (Duration.between(first, time).toMillis() * 1e6 / factor.getAsDouble()));
  }
}
