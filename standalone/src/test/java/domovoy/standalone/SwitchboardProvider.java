package domovoy.standalone;

import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Things wired to a node that tests can move and look at; they outlive the node, as things do. */
public final class SwitchboardProvider implements DriverProvider {
  private static final Map<PointId, Value> THINGS = new ConcurrentHashMap<>();
  private static final Map<PointId, Listener> LISTENERS = new ConcurrentHashMap<>();

  /** Makes a sensor so. */
  static void move(String point, Value value) {
    var id = new PointId(point);
    THINGS.put(id, value);
    var listener = LISTENERS.get(id);
    if (listener != null) {
      listener.reading(Reading.good(id, value, InstantSource.system().instant()));
    }
  }

  static Value look(String point) {
    return THINGS.getOrDefault(new PointId(point), Value.OFF);
  }

  static void forgetAll() {
    THINGS.clear();
    LISTENERS.clear();
  }

  @Override
  public String type() {
    return "switchboard";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var points = settings.points();
    return new Driver(
        List.of(settings.device(context.node(), points)),
        (wanted, listener) -> {
          THINGS.putAll(wanted);
          return new Link() {
            @Override
            public void run() throws InterruptedException {
              for (var point : points) {
                LISTENERS.put(point.id(), listener);
                move(point.id().name(), look(point.id().name()));
              }
              Link.awaitInterrupt();
            }

            @Override
            public Value set(PointId point, Value value) {
              THINGS.put(point, value);
              return value;
            }

            @Override
            public void close() {
              points.forEach(it -> LISTENERS.remove(it.id(), listener));
            }
          };
        });
  }
}
