package domovoy.edge.driver.gpio;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.pwm.Pwm;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import domovoy.edge.driver.pi4j.Board;

/** Pi4J's mock pins, for tests to look at and to move. */
public final class MockPins {
  private MockPins() {}

  /** Whether the output pin is high. */
  public static boolean isHigh(int pin) {
    return Board.context().io("gpio-output-" + pin, DigitalOutput.class).isHigh();
  }

  /** Whether a driver holds the output pin. */
  public static boolean isHeld(int pin) {
    return Board.context().hasIO("gpio-output-" + pin);
  }

  public static void drive(int pin, boolean high) {
    Board.context()
        .io("gpio-input-" + pin, MockDigitalInput.class)
        .mockState(DigitalState.getState(high));
  }

  /** Percent of the time that the PWM channel is high. */
  public static int dutyCycle(int channel) {
    var pwm = Board.context().io("pwm-output-" + channel, Pwm.class);
    return pwm.isOn() ? pwm.dutyCycle() : 0;
  }
}
