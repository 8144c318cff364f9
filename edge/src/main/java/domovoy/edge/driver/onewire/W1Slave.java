package domovoy.edge.driver.onewire;

import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What the kernel's {@code w1_slave} file says:
 *
 * <pre>
 * 72 01 4b 46 7f ff 0e 10 57 : crc=57 YES
 * 72 01 4b 46 7f ff 0e 10 57 t=23125
 * </pre>
 */
sealed interface W1Slave {
  /** Power-on value of the chip's register, read when it has measured nothing yet. */
  double POWER_ON = 85;

  /** The furthest that a real temperature moves between two readings that includes 85 °C. */
  double PLAUSIBLE_STEP = 10;

  Pattern TEMPERATURE = Pattern.compile("t=(-?\\d{1,6})\\b");

  /** A temperature in °C. */
  record Measured(double celsius) implements W1Slave {}

  /** Nothing to believe, and why. */
  record Rejected(String why) implements W1Slave {}

  /**
   * Reads the file's text.
   *
   * @param last the temperature before, if one is known: 85 °C is believed only near it
   */
  static W1Slave parse(String text, OptionalDouble last) {
    var lines = text.lines().toList();
    if (lines.size() < 2 || !lines.get(0).endsWith("YES")) {
      return new Rejected("the sensor's checksum is wrong: is the wire good?");
    }
    if (lines.get(0).startsWith("00 00 00 00 00 00 00 00 00")) {
      return new Rejected("the sensor is silent: its zeros have a right checksum");
    }
    var match = TEMPERATURE.matcher(lines.get(1));
    if (!match.find()) {
      return new Rejected("the kernel gives no temperature");
    }
    var celsius = Integer.parseInt(match.group(1)) / 1000.0;
    var believable =
        celsius != POWER_ON
            || last.isPresent() && Math.abs(last.getAsDouble() - POWER_ON) <= PLAUSIBLE_STEP;
    return believable
        ? new Measured(celsius)
        : new Rejected("the sensor reads 85 °C as after power-on: is its supply good?");
  }
}
