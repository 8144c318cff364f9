package domovoy.edge.driver.dsmr;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.ValueType;
import domovoy.edge.driver.serial.LineFormat;
import domovoy.edge.driver.serial.Parity;
import domovoy.edge.driver.serial.SerialLine;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** {@code dsmr}: a smart meter with a P1 port, and the gas, water and heat meters behind it. */
public final class DsmrProvider implements DriverProvider {
  private static final Pattern OBIS =
      Pattern.compile("\\d{1,3}-\\d{1,3}:\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  private static final int FIRST_WITH_CHECKSUM = 4;
  private static final int USUAL_VERSION = 5;
  private static final int OLDEST_VERSION = 2;
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);

  /**
   * The driver's settings.
   *
   * @param port the serial port of the P1 cable
   * @param version of DSMR, 2 to 5, 5 unless told otherwise: up to 3 the line has 9,600 baud 7E1
   *     and no checksum, from 4 on 115,200 baud 8N1 and one
   * @param interval the least time between two readings of a point, 10 s unless told otherwise;
   *     zero takes every telegram
   * @param values which object each point is
   */
  record Meter(String port, Integer version, Duration interval, List<MeterValue> values) {
    Meter {
      if (port == null || port.isBlank()) {
        throw new InvalidInputException("port", "a serial port such as /dev/ttyUSB0", "");
      }
      version = version == null ? USUAL_VERSION : version;
      if (version < OLDEST_VERSION || version > USUAL_VERSION) {
        throw new InvalidInputException("version", "2 to 5", version.toString());
      }
      interval = interval == null ? USUAL_INTERVAL : interval;
      if (interval.isNegative()) {
        throw new InvalidInputException("interval", "PT0S or more", interval.toString());
      }
      if (values == null || values.isEmpty()) {
        throw new InvalidInputException("values", "one for each point", "");
      }
      values = List.copyOf(values);
    }

    private boolean isChecked() {
      return version >= FIRST_WITH_CHECKSUM;
    }

    private LineFormat format() {
      return isChecked()
          ? new LineFormat(115_200, 8, Parity.NONE, 1)
          : new LineFormat(9_600, 7, Parity.EVEN, 1);
    }
  }

  /**
   * Which object a point is.
   *
   * @param point one of the device's points
   * @param obis the object's number, such as {@code 1-0:1.7.0}
   */
  record MeterValue(PointId point, String obis) {
    MeterValue {
      if (point == null) {
        throw new InvalidInputException("point", "one of the device's points", "");
      }
      if (obis == null || !OBIS.matcher(obis).matches()) {
        throw new InvalidInputException(
            "obis", "an object's number such as 1-0:1.7.0", String.valueOf(obis));
      }
    }
  }

  @Override
  public String type() {
    return "dsmr";
  }

  @Override
  public Driver open(DeviceSettings device, DriverContext context) {
    var meter = device.settings(Meter.class);
    var values = mapped(device.points(), meter.values());
    return new Driver(
        List.of(device.device(context.node(), device.points())),
        (_, listener) ->
            new MeterLink(
                SerialLine.open(meter.port(), meter.format()),
                values,
                meter.isChecked(),
                meter.interval(),
                listener,
                context.clock()));
  }

  private static List<MeterLink.Mapped> mapped(List<Point> points, List<MeterValue> values) {
    var faults = new ArrayList<InvalidInputException.Fault>();
    var mapped = new ArrayList<MeterLink.Mapped>();
    for (var point : points) {
      var own = values.stream().filter(it -> it.point().equals(point.id())).toList();
      if (own.size() != 1) {
        faults.add(fault("one value for " + point.id(), own.size() + " values"));
      } else if (point.kind() != PointKind.SENSOR
          || !(point.accepts() instanceof ValueType.Number)) {
        faults.add(fault("a sensor of numbers", point.id().name()));
      } else {
        mapped.add(new MeterLink.Mapped(point, own.getFirst().obis()));
      }
    }
    values.stream()
        .filter(it -> points.stream().noneMatch(point -> point.id().equals(it.point())))
        .forEach(it -> faults.add(fault("one of the device's points", it.point().name())));
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
    return List.copyOf(mapped);
  }

  private static InvalidInputException.Fault fault(String expected, String got) {
    return new InvalidInputException.Fault("values", expected, got);
  }
}
