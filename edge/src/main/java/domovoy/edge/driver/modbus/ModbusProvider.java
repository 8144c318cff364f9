package domovoy.edge.driver.modbus;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.ValueType;
import domovoy.edge.driver.serial.LineFormat;
import domovoy.edge.driver.serial.Parity;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code modbus}: one slave, over TCP or on a serial line that it may share with others. Each is a
 * device of its own, so that a silent one is missing alone.
 */
public final class ModbusProvider implements DriverProvider {
  private static final int USUAL_TCP_PORT = 502;
  private static final int USUAL_BAUD = 9_600;
  private static final int DATA_BITS = 8;
  private static final int LAST_UNIT = 247;
  private static final int NO_UNIT = 255;
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(10);
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(50);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(4);

  private final SharedLines lines = new SharedLines();

  /**
   * The driver's settings.
   *
   * @param host for Modbus TCP: the slave's or gateway's address
   * @param tcpPort its port, 502 unless told otherwise
   * @param port for Modbus RTU: the serial port
   * @param baud its rate, 9,600 unless told otherwise
   * @param parity none unless told otherwise
   * @param stopBits 1 unless told otherwise
   * @param unit the slave's number, 1 to 247, or 255 for a device that speaks TCP itself; 1 unless
   *     told otherwise
   * @param interval the time between two rounds, 10 s unless told otherwise
   * @param timeout how long an answer may take, 50 ms to 4 s, 1 s unless told otherwise
   * @param registers where the points lie
   */
  record Settings(
      String host,
      Integer tcpPort,
      String port,
      Integer baud,
      Parity parity,
      Integer stopBits,
      Integer unit,
      Duration interval,
      Duration timeout,
      List<Register> registers) {
    Settings {
      if ((host == null) == (port == null)) {
        throw new InvalidInputException(
            "host", "either host (TCP) or port (a serial port)", host == null ? "" : "both");
      }
      tcpPort = tcpPort == null ? USUAL_TCP_PORT : tcpPort;
      if (tcpPort < 1 || tcpPort > 0xFFFF) {
        throw new InvalidInputException("tcp-port", "1 to 65535", tcpPort.toString());
      }
      baud = baud == null ? USUAL_BAUD : baud;
      parity = parity == null ? Parity.NONE : parity;
      stopBits = stopBits == null ? 1 : stopBits;
      unit = unit == null ? 1 : unit;
      if (unit < 1 || unit > LAST_UNIT && (unit != NO_UNIT || host == null)) {
        throw new InvalidInputException("unit", "1 to 247, or 255 over TCP", unit.toString());
      }
      interval = interval == null ? USUAL_INTERVAL : interval;
      if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
        throw new InvalidInputException("interval", "PT0.1S or more", interval.toString());
      }
      timeout = timeout == null ? USUAL_TIMEOUT : timeout;
      if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new InvalidInputException("timeout", "PT0.05S to PT4S", timeout.toString());
      }
      if (registers == null || registers.isEmpty()) {
        throw new InvalidInputException("registers", "one for each point", "");
      }
      registers = List.copyOf(registers);
    }

    private LineFormat format() {
      return new LineFormat(baud, DATA_BITS, parity, stopBits);
    }
  }

  @Override
  public String type() {
    return "modbus";
  }

  @Override
  public Driver open(DeviceSettings device, DriverContext context) {
    var settings = device.settings(Settings.class);
    var format = settings.format(); // complains of a wrong one now
    var registers = mapped(device.points(), settings.registers());
    return new Driver(
        List.of(device.device(context.node(), device.points())),
        (_, listener) -> {
          var wire =
              settings.host() == null
                  ? lines.join(
                      settings.port(),
                      () -> new RtuWire(settings.port(), format, settings.timeout()))
                  : new TcpWire(settings.host(), settings.tcpPort(), settings.timeout());
          var link =
              new SlaveLink(
                  wire, settings.unit(), registers, settings.interval(), listener, context.clock());
          try {
            link.probe();
            return link;
          } catch (Exception e) {
            link.close();
            throw e;
          }
        });
  }

  private static List<SlaveLink.Mapped> mapped(List<Point> points, List<Register> registers) {
    var faults = new ArrayList<InvalidInputException.Fault>();
    var mapped = new ArrayList<SlaveLink.Mapped>();
    for (var point : points) {
      var own = registers.stream().filter(it -> it.point().equals(point.id())).toList();
      if (own.size() != 1) {
        faults.add(fault("one register for " + point.id(), own.size() + " registers"));
      } else if (point.kind().isCommandable() && !own.getFirst().table().isWritable()) {
        faults.add(fault("a coil or holding register for " + point.id(), "one to read alone"));
      } else if (point.accepts() instanceof ValueType.Text) {
        faults.add(fault("a point with numbers", point.id() + " accepts text"));
      } else {
        mapped.add(new SlaveLink.Mapped(point, own.getFirst()));
      }
    }
    registers.stream()
        .filter(it -> points.stream().noneMatch(point -> point.id().equals(it.point())))
        .forEach(it -> faults.add(fault("one of the device's points", it.point().name())));
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
    return List.copyOf(mapped);
  }

  private static InvalidInputException.Fault fault(String expected, String got) {
    return new InvalidInputException.Fault("registers", expected, got);
  }
}
