package domovoy.edge;

import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.PointState;
import domovoy.core.Reading;
import domovoy.edge.spi.Driver;
import io.prometheus.client.CollectorRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All devices of a node at work. */
final class Node implements AutoCloseable {
  private final Inventory inventory;
  private final States states = new States();
  private final Interlocks interlocks;
  private final Reflexes reflexes;
  private final InstantSource steady;
  private final List<ManagedDevice> devices = new ArrayList<>();

  /**
   * @param lines takes each reading as line protocol
   * @param changed is run when the node has other devices than before
   */
  Node(
      EdgeSettings settings,
      Map<String, Driver> drivers,
      InstantSource clock,
      InstantSource steady,
      Consumer<String> lines,
      Runnable changed,
      CollectorRegistry registry) {
    this.inventory = new Inventory(settings.site());
    this.steady = steady;
    this.interlocks = new Interlocks(inventory::house);
    this.reflexes =
        new Reflexes(
            inventory::house,
            this::followSoon,
            new ReflexFiles(settings.data().resolve("reflexes")),
            new ReflexLog(settings.data().resolve("reflexes").resolve("log")),
            clock);
    var readings = new Readings(inventory, states, this::saw, lines);
    var memory = new ActuatorMemory(settings.data().resolve("actuators.json"));
    var metrics = new DeviceMetrics(registry);
    drivers.forEach(
        (entry, driver) ->
            devices.add(
                new ManagedDevice(
                    entry,
                    driver,
                    inventory,
                    states,
                    readings,
                    memory,
                    clock,
                    steady,
                    metrics,
                    reflexes,
                    interlocks,
                    () -> {
                      reflexes.houseChanged();
                      changed.run();
                    })));
    reflexes.resume();
  }

  void start() {
    reflexes.start();
    devices.forEach(ManagedDevice::start);
  }

  House house() {
    return inventory.house();
  }

  List<PointState> states() {
    return states.all(house());
  }

  /** The actuator of a commandable point of the house. */
  Actuator actuator(PointId point) {
    return devices.stream()
        .map(it -> it.actuator(point))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> house().unknownPoint(point.name()));
  }

  /** The rules that it runs by itself. */
  Reflexes reflexes() {
    return reflexes;
  }

  /** Interlocks know first, so that no rule acts against them. */
  private void saw(Reading reading) {
    interlocks.saw(reading, steady.instant());
    interlocks
        .thatNeed(reading.point())
        .forEach(point -> soon(point, it -> it.keep(steady.instant())));
    reflexes.reading(reading);
  }

  /** Who moves one actuator must not keep the rules of others waiting. */
  private void followSoon(PointId point) {
    soon(point, it -> it.follow(steady.instant()));
  }

  private void soon(PointId point, Consumer<Actuator> deed) {
    devices.stream()
        .flatMap(it -> it.actuator(point).stream())
        .forEach(it -> Thread.ofVirtual().name("follow-" + point).start(() -> deed.accept(it)));
  }

  /** The controller is there. */
  void heard() {
    devices.forEach(ManagedDevice::heard);
  }

  @Override
  public void close() {
    devices.forEach(ManagedDevice::close);
    reflexes.close();
  }
}
