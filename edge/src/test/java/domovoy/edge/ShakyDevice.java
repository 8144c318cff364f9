package domovoy.edge;

import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A device that a test breaks and mends. */
final class ShakyDevice implements DriverProvider {
  final Point relay = Point.onOffActuator("shaky.relay", "switch");
  final Point sensor = Point.sensor("shaky.temperature", "temperature", "Cel", -40, 85);
  final AtomicInteger connections = new AtomicInteger();
  final BlockingQueue<String> breaks = new ArrayBlockingQueue<>(10);
  volatile boolean reachable = true;
  volatile Optional<String> refusal = Optional.empty();
  volatile Listener listener;

  @Override
  public String type() {
    return "shaky";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    return new Driver(
        List.of(settings.device(context.node(), List.of(relay, sensor))),
        (_, to) -> {
          if (!reachable) {
            throw new IOException("no such port");
          }
          connections.incrementAndGet();
          listener = to;
          return new ShakyLink();
        });
  }

  private final class ShakyLink implements Link {
    @Override
    public Value set(PointId point, Value value) throws IOException {
      if (refusal.isPresent()) {
        throw new IOException(refusal.get());
      }
      return value;
    }

    @Override
    public void run() throws Exception {
      throw new IOException(breaks.take());
    }
  }
}
