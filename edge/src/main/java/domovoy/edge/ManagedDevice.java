package domovoy.edge;

import domovoy.alerting.reflex.ReflexClaim;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.SafeState;
import domovoy.core.Value;
import domovoy.core.ValueType;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.Listener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One entry of the configuration at work: its driver under supervision, what it says, and its
 * actuators with their contracts. Entries do not wait for each other.
 */
final class ManagedDevice implements Listener, Supervisor.Watcher, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManagedDevice.class);

  /** How late the end of a lease may be noticed. */
  private static final Duration LOOK = Duration.ofMillis(100);

  private final String entry;
  private final Inventory inventory;
  private final States states;
  private final Readings readings;
  private final ActuatorMemory memory;
  private final InstantSource clock;
  private final InstantSource steady;
  private final DeviceMetrics metrics;
  private final Reflexes reflexes;
  private final Interlocks interlocks;
  private final Runnable changed;
  private final Supervisor supervisor;
  private final Map<PointId, Actuator> actuators = new ConcurrentHashMap<>();
  private final Thread keeper;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param entry the entry's id
   * @param steady a clock that is never set, for durations
   * @param changed is run when the entry has other devices than before
   */
  ManagedDevice(
      String entry,
      Driver driver,
      Inventory inventory,
      States states,
      Readings readings,
      ActuatorMemory memory,
      InstantSource clock,
      InstantSource steady,
      DeviceMetrics metrics,
      Reflexes reflexes,
      Interlocks interlocks,
      Runnable changed) {
    this.entry = entry;
    this.inventory = inventory;
    this.states = states;
    this.readings = readings;
    this.memory = memory;
    this.clock = clock;
    this.steady = steady;
    this.metrics = metrics;
    this.reflexes = reflexes;
    this.interlocks = interlocks;
    this.changed = changed;
    this.supervisor = new Supervisor(entry, driver, this::wanted, this, this);
    this.keeper = Thread.ofVirtual().name("contracts-" + entry).unstarted(this::keep);
    metrics.up.labels(entry).set(0);
    take(driver.devices());
  }

  void start() {
    supervisor.start();
    keeper.start();
  }

  Optional<Actuator> actuator(PointId point) {
    return Optional.ofNullable(actuators.get(point));
  }

  /** The controller is there. */
  void heard() {
    var now = steady.instant();
    actuators.values().forEach(it -> it.heard(now));
  }

  private void keep() {
    try {
      while (!closing.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        if (supervisor.isConnected()) {
          var now = steady.instant();
          actuators.values().forEach(it -> it.keep(now));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(List<Device> devices) {
    var before = points();
    inventory.put(entry, devices);
    var house = inventory.house();
    actuators.keySet().removeIf(it -> !house.point(it).equals(Optional.ofNullable(before.get(it))));
    for (var point : points().values()) {
      if (point.kind().isCommandable()) {
        actuators.computeIfAbsent(point.id(), _ -> actuator(point));
      }
    }
    changed.run();
  }

  private Map<PointId, Point> points() {
    var points = new HashMap<PointId, Point>();
    inventory.devicesOf(entry).stream()
        .flatMap(it -> it.points().stream())
        .forEach(it -> points.put(it.id(), it));
    return points;
  }

  private Actuator actuator(Point point) {
    return new Actuator(
        point.id(),
        new Protection(
            point, memory.of(point), now -> interlocks.inTheWay(point.id(), now), steady.instant()),
        supervisor::set,
        (_, value) -> took(point, value),
        new Actuator.OwnClaim() {
          @Override
          public Optional<ReflexClaim> now() {
            return reflexes.claim(point.id());
          }

          @Override
          public void acted(Command command, CommandResult result) {
            reflexes.acted(command, result);
          }
        },
        new Actuator.Guard() {
          @Override
          public <T> T alone(Supplier<T> deed) {
            return interlocks.alone(point.id(), deed);
          }
        });
  }

  private Reading took(Point point, Value value) {
    var reading = Reading.good(point.id(), point.accepts().accept(value), clock.instant());
    if (point.safe().flatMap(SafeState::lease).isEmpty()) {
      memory.keep(point, reading.value());
    }
    readings.publishChange(reading);
    return reading;
  }

  private Map<PointId, Value> wanted() {
    var wanted = new HashMap<PointId, Value>();
    actuators.forEach((point, it) -> it.wanted().ifPresent(value -> wanted.put(point, value)));
    return wanted;
  }

  @Override
  public void reading(Reading reading) {
    var point = Optional.ofNullable(points().get(reading.point()));
    if (point.isEmpty()) {
      drop(reading, "it has no such point");
      return;
    }
    try {
      var checked = checked(point.get(), reading);
      metrics.readings.labels(entry).inc();
      actuator(reading.point()).ifPresent(it -> it.became(checked.value(), steady.instant()));
      readings.publish(checked);
    } catch (InvalidInputException e) {
      drop(reading, e.getMessage());
    }
  }

  private static Reading checked(Point point, Reading reading) {
    if (point.accepts() instanceof ValueType.Number(var minimum, var maximum)
        && reading.value() instanceof Value.Number(var number)
        && (number < minimum || number > maximum)) {
      return reading.withQuality(Quality.OUT_OF_RANGE);
    }
    var value = point.accepts().accept(reading.value());
    return new Reading(reading.point(), value, reading.time(), reading.quality());
  }

  private void drop(Reading reading, String why) {
    metrics.dropped.labels(entry).inc();
    LOG.debug("device {} sent {}, dropped: {}", entry, reading, why);
  }

  @Override
  public void devices(List<Device> devices) {
    try {
      take(devices);
    } catch (InvalidInputException e) {
      LOG.error("device {} announces what cannot be: {}", entry, e.getMessage());
    }
  }

  @Override
  public void connected() {
    metrics.up.labels(entry).set(1);
    var now = steady.instant();
    actuators.values().forEach(it -> it.restore(now));
  }

  @Override
  public void lost() {
    metrics.up.labels(entry).set(0);
    var now = clock.instant();
    points().keySet().forEach(it -> states.lost(it, now).ifPresent(readings::publish));
  }

  @Override
  public void close() {
    closing.countDown();
    var now = steady.instant();
    actuators.values().forEach(it -> it.stop(now));
    supervisor.close();
  }
}
