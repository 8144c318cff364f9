package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that is known of a house and does not change by itself. Immutable. */
public final class House {
  private final Site site;
  private final Map<String, Area> areas;
  private final Map<String, Device> devices;
  private final Map<PointId, Point> points;
  private final Map<PointId, Device> owners;

  /**
   * @throws InvalidInputException naming every double name and every device in an area that is not
   *     there
   */
  @JsonCreator
  public House(
      @JsonProperty("site") Site site,
      @JsonProperty("areas") List<Area> areas,
      @JsonProperty("devices") List<Device> devices) {
    var faults = new ArrayList<InvalidInputException.Fault>();
    this.site = site;
    if (site == null) {
      faults.add(new InvalidInputException.Fault("site", "the site's id and zone", ""));
    }
    this.areas = new LinkedHashMap<>();
    for (var area : areas == null ? List.<Area>of() : areas) {
      if (this.areas.put(area.id(), area) != null) {
        faults.add(new InvalidInputException.Fault("areas", "each name once", area.id()));
      }
    }
    this.devices = new LinkedHashMap<>();
    this.points = new LinkedHashMap<>();
    this.owners = new HashMap<>();
    for (var device : devices == null ? List.<Device>of() : devices) {
      if (this.devices.put(device.id(), device) != null) {
        faults.add(new InvalidInputException.Fault("devices", "each name once", device.id()));
      }
      if (!this.areas.containsKey(device.area())) {
        var near = Names.nearest(device.area(), this.areas.keySet());
        faults.add(
            new InvalidInputException.Fault(
                "devices." + device.id() + ".area",
                "an area of this house" + near.map(it -> " (" + it + "?)").orElse(""),
                device.area()));
      }
      for (var point : device.points()) {
        if (points.put(point.id(), point) != null) {
          faults.add(
              new InvalidInputException.Fault(
                  "devices." + device.id() + ".points", "each name once", point.id().name()));
        }
        owners.put(point.id(), device);
      }
    }
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
  }

  public static House empty(Site site) {
    return new House(site, List.of(), List.of());
  }

  @JsonProperty
  public Site site() {
    return site;
  }

  @JsonProperty
  public List<Area> areas() {
    return List.copyOf(areas.values());
  }

  @JsonProperty
  public List<Device> devices() {
    return List.copyOf(devices.values());
  }

  /** Every point, in the order of the devices. */
  public Map<PointId, Point> points() {
    return Collections.unmodifiableMap(points);
  }

  public Optional<Point> point(PointId id) {
    return Optional.ofNullable(points.get(id));
  }

  /**
   * @throws InvalidInputException naming {@code point} and the nearest name there is
   */
  public Point requirePoint(PointId id) {
    return point(id).orElseThrow(() -> unknownPoint(id.name()));
  }

  /** The complaint about a point that this house does not have. */
  public InvalidInputException unknownPoint(String name) {
    var near = Names.nearest(name, points.keySet().stream().map(PointId::name).toList());
    return new InvalidInputException(
        "point",
        "a point of this house" + near.map(it -> " (did you mean " + it + "?)").orElse(""),
        name);
  }

  /** The device that a point belongs to. The point must be one of this house. */
  public Device deviceOf(PointId point) {
    return owners.get(point);
  }

  public Optional<Device> device(String id) {
    return Optional.ofNullable(devices.get(id));
  }

  public Optional<Area> area(String id) {
    return Optional.ofNullable(areas.get(id));
  }

  /** This house with the area added, or replaced where one of that name is. */
  public House with(Area area) {
    return new House(site, replaced(areas(), Area::id, area), devices());
  }

  /** This house with the device added, or replaced where one of that name is. */
  public House with(Device device) {
    return new House(site, areas(), replaced(devices(), Device::id, device));
  }

  private static <T> List<T> replaced(
      List<T> all, java.util.function.Function<T, String> id, T one) {
    var present = all.stream().anyMatch(it -> id.apply(it).equals(id.apply(one)));
    return present
        ? all.stream().map(it -> id.apply(it).equals(id.apply(one)) ? one : it).toList()
        : Stream.concat(all.stream(), Stream.of(one)).toList();
  }
}
