package domovoy.edge.driver.onewire;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointKind;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.core.ValueType;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * {@code ds18b20}: one thermometer, by the number that its maker burnt into it. The device has one
 * sensor of numbers; without one in the configuration it is {@code ID.temperature}.
 */
public final class Ds18b20Provider implements DriverProvider {
  private static final Path BUS = Path.of("/sys/bus/w1/devices");
  private static final Pattern NUMBER = Pattern.compile("28-[0-9a-f]{12}");
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);
  private static final int FAILURES_BEFORE_LOST = 3;

  /**
   * The driver's settings.
   *
   * @param number as the kernel writes it: {@code 28-0316a2795bff}
   * @param interval the time between readings, 10 s unless told otherwise
   * @param bus the kernel's folder, {@code /sys/bus/w1/devices} unless told otherwise
   */
  record Thermometer(String number, Duration interval, Path bus) {
    Thermometer {
      if (number == null || !NUMBER.matcher(number).matches()) {
        throw new InvalidInputException(
            "number", "the sensor's number, such as 28-0316a2795bff", String.valueOf(number));
      }
      interval = interval == null ? USUAL_INTERVAL : interval;
      if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new InvalidInputException("interval", "PT1S or more", interval.toString());
      }
      bus = bus == null ? BUS : bus;
    }

    Path file() {
      return bus.resolve(number).resolve("w1_slave");
    }
  }

  @Override
  public String type() {
    return "ds18b20";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var thermometer = settings.settings(Thermometer.class);
    var point =
        settings.points().isEmpty()
            ? Point.sensor(settings.id() + ".temperature", "temperature", "Cel", -55, 125)
            : settings.onlyPoint(PointKind.SENSOR, ValueType.Number.class);
    return new Driver(
        List.of(settings.device(context.node(), List.of(point))),
        (_, listener) -> new Reader(thermometer, point, listener, context.clock()));
  }

  private static final class Reader implements Link {
    private final Thermometer thermometer;
    private final Point point;
    private final Listener listener;
    private final InstantSource clock;
    private OptionalDouble last = OptionalDouble.empty();

    Reader(Thermometer thermometer, Point point, Listener listener, InstantSource clock) {
      this.thermometer = thermometer;
      this.point = point;
      this.listener = listener;
      this.clock = clock;
    }

    @Override
    public void run() throws IOException, InterruptedException {
      var failures = 0;
      while (true) {
        var measured = W1Slave.parse(Files.readString(thermometer.file()), last);
        switch (measured) {
          case W1Slave.Measured(var celsius) -> {
            failures = 0;
            last = OptionalDouble.of(celsius);
            listener.reading(Reading.good(point.id(), Value.of(celsius), clock.instant()));
          }
          case W1Slave.Rejected(var why) -> {
            if (++failures == FAILURES_BEFORE_LOST) {
              throw new IOException(why);
            }
          }
        }
        Thread.sleep(thermometer.interval());
      }
    }
  }
}
