package domovoy.core;

import java.time.Duration;

/**
 * How often an actuator may be changed.
 *
 * @param most most changes of value in the time, at least 1, at most 1000
 * @param per any stretch of time of this length
 */
public record RateLimit(int most, Duration per) {
  private static final int MOST = 1_000;

  /**
   * @throws InvalidInputException naming the field that is out of range
   */
  public RateLimit {
    if (most < 1 || most > MOST) {
      throw new InvalidInputException("most", "1 to " + MOST, Integer.toString(most));
    }
    if (per == null || !per.isPositive()) {
      throw new InvalidInputException("per", "a duration above zero, such as PT1H", per + "");
    }
  }
}
