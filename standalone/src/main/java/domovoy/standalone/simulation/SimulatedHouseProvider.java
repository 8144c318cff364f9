package domovoy.standalone.simulation;

import domovoy.core.InvalidInputException;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import java.time.Duration;

/** {@code simulated-house}: all devices of a house that exists only in this process. */
public final class SimulatedHouseProvider implements DriverProvider {
  static final String TYPE = "simulated-house";
  private static final long USUAL_SEED = 2016;
  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(2);

  /**
   * The driver's settings.
   *
   * @param seed houses of one seed behave alike; 2016 unless told otherwise
   * @param interval the time between readings; 2 s unless told otherwise
   */
  record Simulation(Long seed, Duration interval) {
    Simulation {
      seed = seed == null ? USUAL_SEED : seed;
      interval = interval == null ? USUAL_INTERVAL : interval;
      if (!interval.isPositive()) {
        throw new InvalidInputException("interval", "a duration above zero", "" + interval);
      }
    }
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var simulation = settings.settings(Simulation.class);
    var devices = SimulatedHouse.devices(context.node());
    var model = new HouseModel(simulation.seed(), context.clock().instant());
    return new Driver(
        devices,
        (wanted, listener) ->
            new SimulatedLink(model, simulation.interval(), context.clock(), wanted, listener));
  }
}
