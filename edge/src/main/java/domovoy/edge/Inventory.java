package domovoy.edge;

import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Site;
import domovoy.core.Title;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which devices the node has, by the entry of the configuration that brings them. */
final class Inventory {
  private final Site site;
  private final Map<String, List<Device>> byEntry = new LinkedHashMap<>();
  private volatile House house;

  Inventory(String site) {
    // a node has no use for the zone: all its times are instants
    this.site = Site.of(site, ZoneOffset.UTC);
    this.house = House.empty(this.site);
  }

  /**
   * Replaces what an entry brings.
   *
   * @throws InvalidInputException when another entry has a device or point of the same name; then
   *     nothing changes
   */
  synchronized void put(String entry, List<Device> devices) {
    var all = new LinkedHashMap<>(byEntry);
    all.put(entry, List.copyOf(devices));
    house = houseOf(all.values().stream().flatMap(List::stream).toList());
    byEntry.clear();
    byEntry.putAll(all);
  }

  /** All devices, seen as a house. */
  House house() {
    return house;
  }

  /** What an entry brings. */
  synchronized List<Device> devicesOf(String entry) {
    return byEntry.getOrDefault(entry, List.of());
  }

  private House houseOf(List<Device> devices) {
    var areas = devices.stream().map(Device::area).distinct().map(it -> new Area(it, Title.NONE));
    return new House(site, areas.toList(), devices);
  }
}
