package domovoy.edge.driver;

import domovoy.core.Device;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A link that runs as in a node, and what it has told. */
public final class RunningLink implements AutoCloseable, Listener {
  private final Map<PointId, Reading> latest = new ConcurrentHashMap<>();
  private final CompletableFuture<Exception> end = new CompletableFuture<>();
  private Link link;
  private Thread thread;

  /** Connects and runs. */
  public static RunningLink of(Driver driver) throws Exception {
    var running = new RunningLink();
    running.link = driver.connector().connect(Map.of(), running);
    running.thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    running.link.run();
                  } catch (Exception e) {
                    running.end.complete(e);
                  }
                });
    return running;
  }

  public Optional<Reading> latest(String point) {
    return Optional.ofNullable(latest.get(new PointId(point)));
  }

  /** The latest value, or null. */
  public Value value(String point) {
    return latest(point).map(Reading::value).orElse(null);
  }

  public Value set(String point, Value value) throws Exception {
    return link.set(new PointId(point), value);
  }

  /** What ended it. */
  public CompletableFuture<Exception> end() {
    return end;
  }

  @Override
  public void reading(Reading reading) {
    latest.put(reading.point(), reading);
  }

  @Override
  public void devices(List<Device> devices) {
    throw new AssertionError("the devices are known");
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    link.close();
  }
}
