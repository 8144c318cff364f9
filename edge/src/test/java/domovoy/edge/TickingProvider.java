package domovoy.edge;

import domovoy.core.Device;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/**
 * A device that counts 1, 2, 3 … about a thousand times a second, from 1,000,000 in its first run,
 * from 2,000,000 in its second.
 */
public final class TickingProvider implements DriverProvider {
  static final int PER_RUN = 1_000_000;

  @Override
  public String type() {
    return "ticking";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var point = Point.sensor("test.ticks", "ticks", "1", 0, 1e9);
    return new Driver() {
      @Override
      public List<Device> devices() {
        return List.of(settings.device(context.node(), List.of(point)));
      }

      @Override
      public Link connect(Map<PointId, Value> wanted, Listener listener) throws Exception {
        Files.createDirectories(context.data());
        var file = context.data().resolve("runs");
        var run = Files.exists(file) ? Integer.parseInt(Files.readString(file)) + 1 : 1;
        Files.writeString(file, Integer.toString(run));
        return new Link() {
          @Override
          public Value set(PointId point, Value value) {
            throw new IllegalStateException("a sensor");
          }

          @Override
          public void run() throws InterruptedException {
            for (var tick = 1; ; tick++) {
              var value = Value.of((double) run * PER_RUN + tick);
              listener.reading(Reading.good(point.id(), value, context.clock().instant()));
              Thread.sleep(1);
            }
          }

          @Override
          public void close() {}
        };
      }
    };
  }
}
