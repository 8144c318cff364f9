package domovoy.edge.driver.gpio;

import com.pi4j.io.gpio.digital.PullResistance;
import domovoy.core.InvalidInputException;
import java.util.List;

/** Numbers of pins. */
final class Pins {
  private static final int LAST = 27;

  private Pins() {}

  /**
   * The pin if the 40-pin header has it.
   *
   * @param pin by the numbers of the BCM chip
   */
  static int require(Integer pin) {
    if (pin == null || pin < 0 || pin > LAST) {
      throw new InvalidInputException(
          "pin", "a BCM number from 0 to " + LAST, pin == null ? "" : pin.toString());
    }
    return pin;
  }

  /** The pull if it is {@code up}, {@code down} or {@code none}. */
  static String requirePull(String pull) {
    if (!List.of("up", "down", "none").contains(pull)) {
      throw new InvalidInputException("pull", "up, down or none", pull);
    }
    return pull;
  }

  /** The chip's own resistor for a pull that {@link #requirePull} has accepted. */
  static PullResistance resistance(String pull) {
    return switch (pull) {
      case "up" -> PullResistance.PULL_UP;
      case "down" -> PullResistance.PULL_DOWN;
      default -> PullResistance.OFF;
    };
  }
}
