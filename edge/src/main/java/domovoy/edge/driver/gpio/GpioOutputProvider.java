package domovoy.edge.driver.gpio;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.SafeState;
import domovoy.core.Value;
import domovoy.core.ValueType;
import domovoy.edge.driver.pi4j.Board;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import java.util.List;

/**
 * {@code gpio-output}: one pin that switches something, such as a relay. The device has one on-off
 * actuator.
 */
public final class GpioOutputProvider implements DriverProvider {

  /**
   * The driver's settings.
   *
   * @param pin the BCM number, 0 to 27
   * @param activeLow whether the thing is on when the pin is low, as on most relay boards
   */
  record Pin(Integer pin, Boolean activeLow) {
    Pin {
      Pins.require(pin);
      activeLow = Boolean.TRUE.equals(activeLow);
    }

    DigitalState stateOf(Value value) {
      return DigitalState.getState(value.equals(Value.ON) != activeLow);
    }

    Value valueOf(DigitalState state) {
      return Value.of(state.isHigh() != activeLow);
    }
  }

  @Override
  public String type() {
    return "gpio-output";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var pin = settings.settings(Pin.class);
    var point = settings.onlyPoint(PointKind.ACTUATOR, ValueType.OnOff.class);
    var device = settings.device(context.node(), List.of(point));
    return new Driver(
        List.of(device),
        (wanted, listener) -> new Output(pin, wanted.getOrDefault(point.id(), safe(point))));
  }

  private static Value safe(Point point) {
    return point.safe().map(SafeState::value).orElse(Value.OFF);
  }

  private static final class Output implements Link {
    private final Pin pin;
    private final DigitalOutput output;

    Output(Pin pin, Value initial) {
      this.pin = pin;
      var context = Board.context();
      this.output =
          context.create(
              DigitalOutput.newConfigBuilder(context)
                  .id("gpio-output-" + pin.pin())
                  .address(pin.pin())
                  .initial(pin.stateOf(initial))
                  .build());
    }

    @Override
    public Value set(PointId point, Value value) {
      output.state(pin.stateOf(value));
      return pin.valueOf(output.state());
    }

    @Override
    public void run() throws InterruptedException {
      Link.awaitInterrupt();
    }

    @Override
    public void close() {
      Board.context().shutdown(output.id());
    }
  }
}
