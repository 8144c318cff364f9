package domovoy.edge;

import domovoy.core.PointId;
import domovoy.core.Value;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one device connected: connects, lets the link run, and after a failure waits and connects
 * again, for as long as the node lives. Whatever the driver throws stays here.
 */
final class Supervisor implements AutoCloseable {
  /** Longest that a device may take to do what it is told. */
  static final Duration SLOWEST_SET = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration GOODBYE = Duration.ofSeconds(5);

  /** What the node does when a device comes and goes. */
  interface Watcher {
    /** The device is connected and can be commanded. */
    void connected();

    /** The device is lost. */
    void lost();
  }

  private final String id;
  private final Driver driver;
  private final Supplier<Map<PointId, Value>> wanted;
  private final Listener listener;
  private final Watcher watcher;
  private final Backoff backoff = new Backoff(SHORTEST_WAIT, LONGEST_WAIT);
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final Thread thread;
  private volatile Optional<Link> link = Optional.empty();
  private volatile String fault = "not connected yet";
  private volatile boolean closed;

  /**
   * @param id the device's id in the configuration
   * @param wanted what its actuators shall be when it is connected
   */
  Supervisor(
      String id,
      Driver driver,
      Supplier<Map<PointId, Value>> wanted,
      Listener listener,
      Watcher watcher) {
    this.id = id;
    this.driver = driver;
    this.wanted = wanted;
    this.listener = listener;
    this.watcher = watcher;
    this.thread = Thread.ofVirtual().name("device-" + id).unstarted(this::supervise);
  }

  void start() {
    thread.start();
  }

  /** Whether the device is connected. */
  boolean isConnected() {
    return link.isPresent();
  }

  /**
   * Makes an actuator so, within {@link #SLOWEST_SET}.
   *
   * @return what it then is
   * @throws DeviceFailure when it is not connected, refuses, or does not answer in time
   */
  Value set(PointId point, Value value) throws DeviceFailure {
    var now =
        link.orElseThrow(
            () -> new DeviceFailure("device %s is not connected: %s".formatted(id, fault)));
    var task = new FutureTask<>(() -> setAlone(now, point, value));
    Thread.ofVirtual().name("set-" + point.name()).start(task);
    try {
      return task.get(SLOWEST_SET.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new DeviceFailure("device %s: %s".formatted(id, reason(e.getCause())));
    } catch (TimeoutException _) {
      task.cancel(true);
      lose("no answer to a command within %d s".formatted(SLOWEST_SET.toSeconds()));
      throw new DeviceFailure("device %s: %s".formatted(id, fault));
    } catch (InterruptedException _) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new DeviceFailure("the node is stopping");
    }
  }

  private Value setAlone(Link to, PointId point, Value value) throws Exception {
    oneAtATime.lockInterruptibly();
    try {
      return to.set(point, value);
    } finally {
      oneAtATime.unlock();
    }
  }

  private void supervise() {
    while (!closed) {
      try {
        serve();
        fault = "the driver stopped";
      } catch (InterruptedException _) {
        // the node stops, or a command was not answered and the fault is set
      } catch (Exception | LinkageError e) { // native libraries fail with the latter
        fault = reason(e);
        LOG.debug("device {}", id, e);
      }
      if (closed) {
        return;
      }
      var wait = backoff.next();
      LOG.warn("device {}: {}; next try in {} ms", id, fault, wait.toMillis());
      try {
        Thread.sleep(wait);
      } catch (InterruptedException _) {
        // closed is seen above
      }
    }
  }

  private void serve() throws Exception {
    try (var open = driver.connector().connect(wanted.get(), listener)) {
      link = Optional.of(open);
      LOG.info("device {} is connected", id);
      watcher.connected();
      backoff.reset();
      open.run();
    } finally {
      if (link.isPresent()) {
        link = Optional.empty();
        watcher.lost();
      }
    }
  }

  private void lose(String why) {
    fault = why;
    thread.interrupt();
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null || e.getMessage().isBlank()
        ? e.getClass().getSimpleName()
        : e.getMessage();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      if (!thread.join(GOODBYE)) {
        LOG.warn("device {} does not let go within {} s", id, GOODBYE.toSeconds());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
