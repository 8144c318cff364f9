package domovoy.edge.driver.gpio;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalState;
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
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code gpio-counter}: one pin that a meter of water, gas or electricity pulls low for each pulse.
 * The device has one sensor of numbers: what the meter shows. The count is kept on disk.
 */
public final class PulseCounterProvider implements DriverProvider {
  private static final Duration USUAL_BOUNCE = Duration.ofMillis(30);
  private static final Duration KEEP = Duration.ofSeconds(5);

  /**
   * The driver's settings.
   *
   * @param pin the BCM number, 0 to 27
   * @param pull {@code up}, {@code down} or {@code none}; {@code up} unless told otherwise
   * @param bounce how long a contact bounces, and the shortest pulse; 30 ms unless told otherwise
   * @param perPulse what one pulse adds, in the point's unit, such as 0.01 for ten litres in m³
   * @param start what the meter showed when the first pulse had not come yet
   */
  record Meter(Integer pin, String pull, Duration bounce, BigDecimal perPulse, BigDecimal start) {
    Meter {
      Pins.require(pin);
      pull = Pins.requirePull(pull == null ? "up" : pull);
      bounce = bounce == null ? USUAL_BOUNCE : bounce;
      if (bounce.isNegative() || bounce.compareTo(KEEP) > 0) {
        throw new InvalidInputException("bounce", "PT0S to PT5S", bounce.toString());
      }
      if (perPulse == null || perPulse.signum() <= 0) {
        throw new InvalidInputException(
            "per-pulse", "what a pulse adds, above zero", String.valueOf(perPulse));
      }
      start = start == null ? BigDecimal.ZERO : start;
    }

    Value shown(long pulses) {
      return Value.of(start.add(perPulse.multiply(BigDecimal.valueOf(pulses))).doubleValue());
    }
  }

  @Override
  public String type() {
    return "gpio-counter";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var meter = settings.settings(Meter.class);
    var point = settings.onlyPoint(PointKind.SENSOR, ValueType.Number.class);
    var device = settings.device(context.node(), List.of(point));
    var file = context.data().resolve("pulses");
    return new Driver(
        List.of(device),
        (_, listener) ->
            new Counter(meter, point.id(), PulseFile.open(file), listener, context.clock()));
  }

  private static final class Counter implements Link {
    private final Meter meter;
    private final PointId point;
    private final PulseFile file;
    private final Listener listener;
    private final InstantSource clock;
    private final DigitalInput input;
    private final Semaphore falls = new Semaphore(0);
    private long pulses;
    private long lastFall = System.nanoTime() - KEEP.toNanos();

    Counter(Meter meter, PointId point, PulseFile file, Listener listener, InstantSource clock) {
      this.meter = meter;
      this.point = point;
      this.file = file;
      this.listener = listener;
      this.clock = clock;
      this.pulses = file.pulses();
      var context = Board.context();
      this.input =
          context.create(
              DigitalInput.newConfigBuilder(context)
                  .id("gpio-input-" + meter.pin())
                  .address(meter.pin())
                  .pull(Pins.resistance(meter.pull()))
                  .debounce(0L)
                  .build());
      input.addListener(
          event -> {
            if (event.state() == DigitalState.LOW) {
              fell();
            }
          });
    }

    /** A fall soon after another is the same contact bouncing, however long it does. */
    private synchronized void fell() {
      var now = System.nanoTime();
      if (now - lastFall >= meter.bounce().toNanos()) {
        falls.release();
      }
      lastFall = now;
    }

    @Override
    public void run() throws InterruptedException, IOException {
      tell();
      while (true) {
        if (falls.tryAcquire(KEEP.toMillis(), TimeUnit.MILLISECONDS)) {
          pulses += 1 + falls.drainPermits();
          tell();
        } else {
          file.keep(pulses);
        }
        if (System.nanoTime() - file.keptAt() > KEEP.toNanos()) {
          file.keep(pulses);
        }
      }
    }

    private void tell() {
      listener.reading(Reading.good(point, meter.shown(pulses), clock.instant()));
    }

    @Override
    public void close() {
      Board.context().shutdown(input.id());
      pulses += falls.drainPermits();
      file.keepOrLog(pulses);
    }
  }
}
