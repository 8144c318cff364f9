package domovoy.edge;

import domovoy.core.Point;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

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
    return new Driver(
        List.of(settings.device(context.node(), List.of(point))),
        (_, listener) -> {
          var run = nextRun(context);
          return () -> {
            for (var tick = 1; ; tick++) {
              var value = Value.of((double) run * PER_RUN + tick);
              listener.reading(Reading.good(point.id(), value, context.clock().instant()));
              Thread.sleep(1);
            }
          };
        });
  }

  private static int nextRun(DriverContext context) throws IOException {
    Files.createDirectories(context.data());
    var file = context.data().resolve("runs");
    var run = Files.exists(file) ? Integer.parseInt(Files.readString(file)) + 1 : 1;
    Files.writeString(file, Integer.toString(run));
    return run;
  }
}
