package domovoy.collector;

import domovoy.collector.spi.FoundDevice;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Title;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds to the house what sources find. What people changed of a device (area, titles, points) stays
 * as it is; only points that are not there yet are added. While the controller is away, devices
 * wait and are added later, so that no source ever waits for it.
 */
final class Registrar implements AutoCloseable {
  /** Where devices go of which nothing says where they are. */
  static final Area NEW_DEVICES =
      new Area("new-devices", Title.of("New devices", "Новые устройства"));

  private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final int MOST_WAITING = 10_000;

  /** Who finds: is told what became of it. */
  interface Finder {
    /** All that it found is in the house, or what is wrong with it. */
    void registered(Optional<String> fault);
  }

  private record Waiting(Finder finder, FoundDevice device) {}

  private final HouseModel house;
  private final Optional<ControllerClient> controller;
  private final Backoff backoff;
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private final List<Waiting> done = new ArrayList<>();
  private final Thread thread;
  private boolean isAway;

  Registrar(HouseModel house, Optional<ControllerClient> controller, Backoff backoff) {
    this.house = house;
    this.controller = controller;
    this.backoff = backoff;
    this.thread = Thread.ofVirtual().name("registrar").unstarted(this::registerForEver);
  }

  void start() {
    thread.start();
  }

  /**
   * Adds the devices to the house, and returns when that is done, so that their first readings are
   * of points that are known. Returns at once, leaving them waiting, while the controller is away.
   */
  void found(Finder finder, List<FoundDevice> devices) {
    var known = house.known().map(KnownPoints::house);
    var missing =
        devices.stream().filter(it -> known.filter(all -> has(all, it)).isEmpty()).toList();
    if (missing.isEmpty()) {
      finder.registered(Optional.empty());
    } else if (controller.isEmpty()) {
      finder.registered(
          Optional.of(
              "%d devices are not in the house file, such as %s with %s"
                  .formatted(
                      missing.size(),
                      missing.getFirst().id(),
                      missing.getFirst().points().getFirst().id())));
    } else {
      await(enqueue(finder, missing));
    }
  }

  private synchronized List<Waiting> enqueue(Finder finder, List<FoundDevice> missing) {
    var mine = new ArrayList<Waiting>();
    for (var device : missing) {
      if (waiting.size() < MOST_WAITING || waiting.containsKey(device.id())) {
        var entry = new Waiting(finder, device);
        waiting.put(device.id(), entry);
        mine.add(entry);
      }
    }
    notifyAll();
    return mine;
  }

  private synchronized void await(List<Waiting> mine) {
    var end = System.nanoTime() + LONGEST_WAIT.toNanos();
    try {
      while (!isAway && waiting.values().stream().anyMatch(mine::contains)) {
        var left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized List<Waiting> awaitSome() throws InterruptedException {
    while (waiting.isEmpty()) {
      wait();
    }
    return List.copyOf(waiting.values());
  }

  private void registerForEver() {
    try {
      while (true) {
        var batch = awaitSome();
        var isDone = register(batch);
        synchronized (this) {
          isAway = !isDone;
          notifyAll();
        }
        if (isDone) {
          backoff.reset();
        } else {
          Thread.sleep(backoff.next());
        }
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private boolean register(List<Waiting> batch) throws InterruptedException {
    house.refreshNow();
    try {
      for (var it : batch) {
        var known = house.known().map(KnownPoints::house);
        if (known.isEmpty()) {
          return false;
        }
        it.finder().registered(register(it.device(), known.get()));
        done.add(it);
      }
      return true;
    } catch (IOException e) {
      var reason = Optional.of("devices wait to be added: " + ControllerClient.reason(e));
      batch.stream().map(Waiting::finder).distinct().forEach(it -> it.registered(reason));
      return false;
    } finally {
      house.refreshNow();
      forget();
    }
  }

  private synchronized void forget() {
    done.forEach(it -> waiting.remove(it.device().id(), it));
    done.clear();
  }

  /** Returns what is wrong for good; throws what may be well later. */
  private Optional<String> register(FoundDevice found, House known)
      throws IOException, InterruptedException {
    var present = known.device(found.id());
    if (present.flatMap(Device::node).isPresent()) {
      return Optional.of(
          "the device %s belongs to node %s; name one of them otherwise"
              .formatted(found.id(), present.get().node().get()));
    }
    var area = present.map(Device::area).or(() -> AreaGuess.of(found, known));
    if (area.isEmpty() && known.area(NEW_DEVICES.id()).isEmpty()) {
      var refused = controller.orElseThrow().put("/api/v1/areas/" + NEW_DEVICES.id(), NEW_DEVICES);
      if (refused.isPresent()) {
        return refused;
      }
    }
    var device =
        new Device(
            found.id(),
            area.orElse(NEW_DEVICES.id()),
            present
                .map(Device::title)
                .orElseGet(() -> new Title(Optional.of(found.name()), Optional.empty())),
            Optional.empty(),
            merged(present.map(Device::points).orElse(List.of()), found.points()));
    var refused = controller.orElseThrow().put("/api/v1/devices/" + device.id(), device);
    if (refused.isEmpty()) {
      LOG.info("the device {} is in the house now, in {}", device.id(), device.area());
    }
    return refused;
  }

  private static List<Point> merged(List<Point> present, List<Point> found) {
    var all = new LinkedHashMap<PointId, Point>();
    found.forEach(it -> all.put(it.id(), it));
    present.forEach(it -> all.put(it.id(), it));
    return List.copyOf(all.values());
  }

  private static boolean has(House house, FoundDevice found) {
    return house
        .device(found.id())
        .filter(it -> it.node().isEmpty())
        .filter(it -> it.points().stream().map(Point::id).toList().containsAll(ids(found)))
        .isPresent();
  }

  private static List<PointId> ids(FoundDevice found) {
    return found.points().stream().map(Point::id).toList();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
