package domovoy.edge;

import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** Makes the drivers that a configuration asks for. */
final class Drivers {
  private Drivers() {}

  /** All providers on the class path. */
  static List<DriverProvider> installed() {
    return ServiceLoader.load(DriverProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * The driver of each entry of the configuration, by the entry's id.
   *
   * @throws InvalidInputException naming every setting that is wrong, of all entries
   */
  static Map<String, Driver> open(
      EdgeSettings settings, List<DriverProvider> providers, InstantSource clock) {
    var drivers = new LinkedHashMap<String, Driver>();
    var inventory = new Inventory(settings.site());
    var faults = new ArrayList<InvalidInputException.Fault>();
    for (var entry : settings.devices()) {
      try {
        var driver = open(entry, settings, providers, clock);
        inventory.put(entry.id(), driver.devices());
        drivers.put(entry.id(), driver);
      } catch (InvalidInputException e) {
        e.faults().forEach(it -> faults.add(it.under("devices." + entry.id())));
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
    return drivers;
  }

  private static Driver open(
      DeviceSettings entry,
      EdgeSettings settings,
      List<DriverProvider> providers,
      InstantSource clock) {
    var types = providers.stream().map(DriverProvider::type).sorted().toList();
    var provider = providers.stream().filter(it -> it.type().equals(entry.driver())).findFirst();
    var near = Names.nearest(entry.driver(), types).map(it -> " (" + it + "?)").orElse("");
    Path data = settings.data().resolve("devices").resolve(entry.id());
    return provider
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "driver", "one of " + String.join(", ", types) + near, entry.driver()))
        .open(entry, new DriverContext(settings.node(), clock, data));
  }
}
