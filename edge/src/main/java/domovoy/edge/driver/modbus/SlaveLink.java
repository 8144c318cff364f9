package domovoy.edge.driver.modbus;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the registers of one slave in turn, and sets them. */
final class SlaveLink implements Link {
  private static final Logger LOG = LoggerFactory.getLogger(SlaveLink.class);
  private static final int FAILURES_BEFORE_LOST = 3;

  /**
   * A register with its point.
   *
   * @param point whose value it is
   * @param register where it lies
   */
  record Mapped(Point point, Register register) {}

  private final Wire wire;
  private final Slave slave;
  private final List<Mapped> registers;
  private final Duration interval;
  private final Listener listener;
  private final InstantSource clock;
  private final Map<PointId, Reading> last = new HashMap<>();

  SlaveLink(
      Wire wire,
      int unit,
      List<Mapped> registers,
      Duration interval,
      Listener listener,
      InstantSource clock) {
    this.wire = wire;
    this.slave = new Slave(wire, unit);
    this.registers = registers;
    this.interval = interval;
    this.listener = listener;
    this.clock = clock;
  }

  /** Whether the slave is there: it answers, be it that it refuses. */
  void probe() throws IOException, InterruptedException {
    try {
      slave.read(registers.getFirst().register());
    } catch (RefusedException _) {
      // whoever refuses is there
    }
  }

  @Override
  public void run() throws IOException, InterruptedException {
    var failures = 0;
    while (true) {
      try {
        // the first silence ends the round: others on the line wait for nobody twice
        for (var it : registers) {
          poll(it);
        }
        failures = 0;
      } catch (IOException e) {
        if (++failures == FAILURES_BEFORE_LOST) {
          throw e;
        }
      }
      Thread.sleep(interval);
    }
  }

  private void poll(Mapped it) throws IOException, InterruptedException {
    var point = it.point().id();
    try {
      var number = slave.read(it.register());
      if (!Double.isFinite(number)) {
        missing(point, "it is not a number");
        return;
      }
      var reading = Reading.good(point, it.point().accepts().fromNumber(number), clock.instant());
      last.put(point, reading);
      listener.reading(reading);
    } catch (RefusedException | InvalidInputException e) { // the latter: no value of the point
      missing(point, e.getMessage());
    }
  }

  private void missing(PointId point, String why) {
    var known = last.remove(point);
    if (known != null) {
      LOG.warn("{}: {}", point, why);
      listener.reading(new Reading(point, known.value(), clock.instant(), Quality.MISSING));
    }
  }

  @Override
  public Value set(PointId point, Value value) throws IOException, InterruptedException {
    var mapped =
        registers.stream().filter(it -> it.point().id().equals(point)).findFirst().orElseThrow();
    var type = mapped.point().accepts();
    slave.write(mapped.register(), type.toNumber(value));
    return type.fromNumber(slave.read(mapped.register()));
  }

  @Override
  public void close() {
    wire.close();
  }
}
