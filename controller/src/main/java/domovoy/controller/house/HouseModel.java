package domovoy.controller.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Documents;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Site;
import domovoy.core.Title;
import domovoy.service.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The house as it is now, and the only way to change it. A change is in the store before it is
 * seen.
 */
public final class HouseModel {
  /** Most points of a house. */
  public static final int MOST_POINTS = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(HouseModel.class);
  private static final String SITE = "site";

  /**
   * The house at one moment.
   *
   * @param tag another one for another house: its entity tag in HTTP, without quotes
   */
  public record Snapshot(House house, String tag) {
    static Snapshot of(House house) {
      try {
        var digest =
            MessageDigest.getInstance("SHA-256").digest(Json.json().writeValueAsBytes(house));
        return new Snapshot(house, HexFormat.of().formatHex(digest, 0, 12));
      } catch (NoSuchAlgorithmException | JsonProcessingException e) {
        throw new IllegalStateException("a house can be hashed", e);
      }
    }
  }

  private final Documents<Site> sites;
  private final Documents<Area> areas;
  private final Documents<Device> devices;
  private final List<Consumer<House>> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot present;

  /**
   * Reads the house from the store; an empty store takes it from the file.
   *
   * @param file a {@code house.yaml}; empty: a house without rooms
   * @throws InvalidInputException naming what is wrong in the file
   */
  public HouseModel(ConfigurationStore store, Optional<Path> file) {
    sites = store.documents("site", Site.class);
    areas = store.documents("areas", Area.class);
    devices = store.documents("devices", Device.class);
    var kept = sites.find(SITE);
    present = Snapshot.of(kept.isPresent() ? load(kept.get()) : create(file));
  }

  public House house() {
    return present.house();
  }

  public Snapshot snapshot() {
    return present;
  }

  /** Tells of every change from now on, in the thread that makes it. */
  public void onChange(Consumer<House> listener) {
    listeners.add(listener);
  }

  /** Adds the area, or replaces the one of that name. */
  public synchronized void put(Area area) {
    if (house().area(area.id()).filter(area::equals).isEmpty()) {
      change(house().with(area), () -> areas.save(area.id(), area));
    }
  }

  /**
   * Adds the device, or replaces the one of that name.
   *
   * @throws domovoy.service.ProblemException 409 when another device has one of its points
   * @throws InvalidInputException when its area is not one of the house
   */
  public synchronized void put(Device device) {
    if (house().device(device.id()).filter(device::equals).isEmpty()) {
      requireFreePoints(device, List.of(device.id()));
      change(house().with(device), () -> devices.save(device.id(), device));
    }
  }

  /**
   * Takes over what a node says it owns: these devices and no others. An area that the house does
   * not know yet is added.
   *
   * @throws domovoy.service.ProblemException 409 when a device or a point belongs to another one
   */
  public synchronized void announce(String node, List<Device> announced) {
    var before = house();
    var owned = announced.stream().map(it -> ownedBy(node, it)).toList();
    var names = owned.stream().map(Device::id).toList();
    var gone =
        before.devices().stream()
            .filter(it -> it.node().equals(Optional.of(node)) && !names.contains(it.id()))
            .toList();
    var mine = Stream.concat(names.stream(), gone.stream().map(Device::id)).toList();
    for (var device : owned) {
      requireFreeName(device, node);
      requireFreePoints(device, mine);
    }
    var changed =
        owned.stream().filter(it -> !before.device(it.id()).equals(Optional.of(it))).toList();
    if (gone.isEmpty() && changed.isEmpty()) {
      return;
    }
    var unknownAreas =
        owned.stream()
            .map(Device::area)
            .distinct()
            .filter(it -> before.area(it).isEmpty())
            .map(it -> new Area(it, Title.NONE))
            .toList();
    var others = before.devices().stream().filter(it -> !mine.contains(it.id()));
    var after =
        new House(
            before.site(),
            Stream.concat(before.areas().stream(), unknownAreas.stream()).toList(),
            Stream.concat(others, owned.stream()).toList());
    change(
        after,
        () -> {
          unknownAreas.forEach(it -> areas.save(it.id(), it));
          gone.forEach(it -> devices.delete(it.id()));
          changed.forEach(it -> devices.save(it.id(), it));
        });
  }

  private void change(House changed, Runnable keep) {
    if (changed.points().size() > MOST_POINTS) {
      throw Problem.conflict("a house has at most %d points".formatted(MOST_POINTS)).toException();
    }
    keep.run();
    present = Snapshot.of(changed);
    listeners.forEach(it -> it.accept(changed));
  }

  private void requireFreeName(Device device, String node) {
    house()
        .device(device.id())
        .filter(it -> !it.node().equals(Optional.of(node)))
        .ifPresent(
            it -> {
              var owner = it.node().map(other -> "node " + other).orElse("the collector");
              throw Problem.conflict(
                      "the device %s belongs to %s already; name yours otherwise"
                          .formatted(it.id(), owner))
                  .toException();
            });
  }

  private void requireFreePoints(Device device, Collection<String> mine) {
    for (var point : device.points()) {
      if (house().point(point.id()).isEmpty()) {
        continue;
      }
      var owner = house().deviceOf(point.id());
      if (!mine.contains(owner.id())) {
        throw Problem.conflict(
                "the point %s belongs to the device %s already; name yours otherwise"
                    .formatted(point.id(), owner.id()))
            .toException();
      }
    }
  }

  private House create(Optional<Path> file) {
    var house =
        file.map(HouseModel::read)
            .orElseGet(() -> House.empty(Site.of("home", ZoneId.systemDefault())));
    house.areas().forEach(it -> areas.save(it.id(), it));
    house.devices().forEach(it -> devices.save(it.id(), it));
    sites.save(SITE, house.site()); // last: without it the import begins anew
    return house;
  }

  private static House read(Path file) {
    try {
      return Json.yaml().readValue(Files.readString(file), House.class);
    } catch (JsonProcessingException e) {
      throw Json.explain(file.toString(), e);
    } catch (IOException e) {
      throw new InvalidInputException(
          "house", "a readable file", "%s (%s)".formatted(file, e.getMessage()));
    }
  }

  /** A change that was cut off halfway must not keep the house from starting. */
  private House load(Site site) {
    var house = new House(site, areas.all().stream().map(it -> it.value()).toList(), List.of());
    for (var device : devices.all()) {
      try {
        house = house.with(device.value());
      } catch (InvalidInputException e) {
        LOG.error("the device {} is left out: {}", device.id(), e.getMessage());
      }
    }
    return house;
  }

  private static Device ownedBy(String node, Device device) {
    return new Device(
        device.id(), device.area(), device.title(), Optional.of(node), device.points());
  }
}
