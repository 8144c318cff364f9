package domovoy.edge.example;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code thermal-zone}: the temperature of the computer itself, as its kernel tells it. */
public final class ThermalZoneProvider implements DriverProvider {

  /**
   * The driver's settings.
   *
   * @param file such as {@code /sys/class/thermal/thermal_zone0/temp}, in thousandths of a °C
   * @param interval the time between readings
   */
  record Zone(Path file, Duration interval) {
    Zone {
      if (file == null) {
        throw new InvalidInputException("file", "the zone's temp file", "");
      }
      interval = interval == null ? Duration.ofSeconds(10) : interval;
    }
  }

  @Override
  public String type() {
    return "thermal-zone";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var zone = settings.settings(Zone.class);
    var point =
        Point.sensor(settings.id() + ".temperature", "temperature", "Cel", -40, 125)
            .titled("Computer temperature", "Температура компьютера");
    return new Driver(
        List.of(settings.device(context.node(), List.of(point))),
        (_, listener) ->
            () -> {
              while (true) {
                var thousandths = Integer.parseInt(Files.readString(zone.file()).strip());
                var value = Value.of(thousandths / 1000.0);
                listener.reading(Reading.good(point.id(), value, context.clock().instant()));
                Thread.sleep(zone.interval());
              }
            });
  }
}
