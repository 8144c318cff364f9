package domovoy.edge.driver.gpio;

import com.pi4j.io.gpio.digital.DigitalInput;
import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.core.ValueType;
import domovoy.edge.driver.pi4j.Board;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code gpio-input}: one pin that senses something: a contact, a button, a leak or motion sensor.
 * The device has one on-off sensor.
 */
public final class GpioInputProvider implements DriverProvider {
  private static final Duration USUAL_DEBOUNCE = Duration.ofMillis(20);
  private static final Duration LONGEST_DEBOUNCE = Duration.ofSeconds(10);

  /**
   * The driver's settings.
   *
   * @param pin the BCM number, 0 to 27
   * @param activeLow whether low means on, as for a contact to ground with a pull-up
   * @param pull {@code up}, {@code down} or {@code none}: the chip's own resistor
   * @param debounce how long the pin must keep still before a change counts; 20 ms unless told
   *     otherwise, at most 10 s
   */
  record Pin(Integer pin, Boolean activeLow, String pull, Duration debounce) {
    Pin {
      Pins.require(pin);
      activeLow = Boolean.TRUE.equals(activeLow);
      pull = Pins.requirePull(pull == null ? "none" : pull);
      debounce = debounce == null ? USUAL_DEBOUNCE : debounce;
      if (debounce.isNegative() || debounce.compareTo(LONGEST_DEBOUNCE) > 0) {
        throw new InvalidInputException("debounce", "PT0S to PT10S", debounce.toString());
      }
    }
  }

  @Override
  public String type() {
    return "gpio-input";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var pin = settings.settings(Pin.class);
    var point = settings.onlyPoint(PointKind.SENSOR, ValueType.OnOff.class).id();
    var device = settings.device(context.node(), List.of(settings.points().getFirst()));
    return new Driver(
        List.of(device), (wanted, listener) -> new Input(pin, point, listener, context.clock()));
  }

  private static final class Input implements Link {
    private final Pin pin;
    private final PointId point;
    private final Listener listener;
    private final InstantSource clock;
    private final DigitalInput input;
    private final Semaphore edges = new Semaphore(0);

    Input(Pin pin, PointId point, Listener listener, InstantSource clock) {
      this.pin = pin;
      this.point = point;
      this.listener = listener;
      this.clock = clock;
      var context = Board.context();
      this.input =
          context.create(
              DigitalInput.newConfigBuilder(context)
                  .id("gpio-input-" + pin.pin())
                  .address(pin.pin())
                  .pull(Pins.resistance(pin.pull()))
                  .debounce(0L) // done here, alike for every provider
                  .build());
      input.addListener(_ -> edges.release());
    }

    @Override
    public void run() throws InterruptedException {
      var told = value();
      listener.reading(Reading.good(point, told, clock.instant()));
      while (true) {
        edges.acquire();
        var time = clock.instant();
        while (edges.tryAcquire(pin.debounce().toNanos(), TimeUnit.NANOSECONDS)) {
          edges.drainPermits();
          time = clock.instant();
        }
        var now = value();
        if (!now.equals(told)) {
          told = now;
          listener.reading(Reading.good(point, now, time));
        }
      }
    }

    private Value value() {
      return Value.of(input.state().isHigh() != pin.activeLow());
    }

    @Override
    public void close() {
      Board.context().shutdown(input.id());
    }
  }
}
