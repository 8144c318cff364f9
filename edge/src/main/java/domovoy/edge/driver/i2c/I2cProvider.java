package domovoy.edge.driver.i2c;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * {@code i2c}: a sensor chip. Its points are named after the device and what they measure; one of
 * the configuration with the same id is taken for its title and range.
 */
public final class I2cProvider implements DriverProvider {
  private static final Map<String, Supplier<Chip>> CHIPS =
      new TreeMap<>(
          Map.of(
              "bh1750",
              Bh1750::new,
              "bme280",
              Bme280::new,
              "scd4x",
              Scd4x::new,
              "sht3x",
              Sht3x::new));
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);
  private static final int LAST_ADDRESS = 0x77;
  private static final int FAILURES_BEFORE_LOST = 3;
  private static final double DECIMALS = 1_000;

  /**
   * The driver's settings.
   *
   * @param chip {@code bh1750}, {@code bme280}, {@code scd4x} or {@code sht3x}
   * @param bus the number of the bus, 1 unless told otherwise
   * @param address 0x08 to 0x77; the chip's usual one unless told otherwise
   * @param interval the time between readings, 10 s unless told otherwise
   */
  record Sensor(String chip, Integer bus, Integer address, Duration interval) {
    Sensor {
      if (chip == null || !CHIPS.containsKey(chip)) {
        throw new InvalidInputException(
            "chip", "one of " + String.join(", ", CHIPS.keySet()), String.valueOf(chip));
      }
      bus = bus == null ? 1 : bus;
      address = address == null ? CHIPS.get(chip).get().usualAddress() : address;
      if (address < 0x08 || address > LAST_ADDRESS) {
        throw new InvalidInputException("address", "0x08 to 0x77", "" + address);
      }
      interval = interval == null ? USUAL_INTERVAL : interval;
      if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
        throw new InvalidInputException("interval", "PT1S or more", interval.toString());
      }
    }
  }

  @Override
  public String type() {
    return "i2c";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var sensor = settings.settings(Sensor.class);
    var points =
        CHIPS.get(sensor.chip()).get().quantities().stream()
            .map(it -> point(settings, it))
            .toList();
    return new Driver(
        List.of(settings.device(context.node(), points)),
        (_, listener) ->
            link(
                CHIPS.get(sensor.chip()).get(),
                Pi4jBus.open(sensor.bus(), sensor.address()),
                settings.id(),
                sensor.interval(),
                listener,
                context.clock()));
  }

  private static Point point(DeviceSettings settings, Chip.Quantity quantity) {
    var id = id(settings.id(), quantity);
    return settings.points().stream()
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseGet(
            () ->
                Point.sensor(
                    id.name(),
                    quantity.name(),
                    quantity.unit(),
                    quantity.minimum(),
                    quantity.maximum()));
  }

  private static PointId id(String device, Chip.Quantity quantity) {
    return new PointId(device + "." + quantity.name());
  }

  /** Starts the chip; the link closes the bus. */
  static Link link(
      Chip chip, Bus bus, String device, Duration interval, Listener listener, InstantSource clock)
      throws IOException, InterruptedException {
    try {
      chip.start(bus);
    } catch (IOException | InterruptedException | RuntimeException e) {
      bus.close();
      throw e;
    }
    return new Link() {
      @Override
      public void run() throws IOException, InterruptedException {
        var failures = 0;
        while (true) {
          try {
            var time = clock.instant();
            chip.measure(bus)
                .forEach(
                    (quantity, number) ->
                        listener.reading(
                            Reading.good(id(device, quantity), rounded(number), time)));
            failures = 0;
          } catch (IOException e) {
            if (++failures == FAILURES_BEFORE_LOST) {
              throw e;
            }
          }
          Thread.sleep(interval);
        }
      }

      @Override
      public void close() {
        bus.close();
      }
    };
  }

  private static Value rounded(double number) {
    return Value.of(Math.rint(number * DECIMALS) / DECIMALS);
  }
}
