package domovoy.edge.driver.gpio;

import domovoy.core.InvalidInputException;

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
}
