package domovoy.edge.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Names;
import domovoy.core.Point;
import domovoy.core.PointKind;
import domovoy.core.Title;
import domovoy.core.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * One entry of {@code devices} in a node's configuration.
 *
 * @param id the device's name, unique in the site
 * @param driver the {@link DriverProvider#type}
 * @param area the area that the device serves; may be left out where the driver knows
 * @param title what the household calls it
 * @param settings the driver's own
 * @param points what it measures and can be commanded to, where the driver does not know
 */
public record DeviceSettings(
    String id,
    String driver,
    Optional<String> area,
    Title title,
    JsonNode settings,
    List<Point> points) {

  public DeviceSettings {
    Names.requireName("id", id);
    Names.requireName("driver", driver);
    area.ifPresent(it -> Names.requireName("area", it));
    title = title == null ? Title.NONE : title;
    settings =
        settings == null || settings.isNull() || settings.isMissingNode()
            ? JsonNodeFactory.instance.objectNode()
            : settings;
    points = points == null ? List.of() : List.copyOf(points);
  }

  /**
   * The driver's own settings as a record.
   *
   * @throws InvalidInputException naming the key that is unknown, missing or wrong
   */
  public <T> T settings(Class<T> type) {
    try {
      return Json.yaml().treeToValue(settings, type);
    } catch (JsonProcessingException e) {
      throw Json.explain("settings", e);
    }
  }

  /**
   * This entry as a device with these points.
   *
   * @throws InvalidInputException naming {@code area} when it was left out
   */
  public Device device(String node, List<Point> points) {
    return new Device(
        id,
        area.orElseThrow(() -> new InvalidInputException("area", "the area it serves", "")),
        title,
        Optional.of(node),
        points);
  }

  /**
   * The only point, for a driver whose devices have one.
   *
   * @throws InvalidInputException naming {@code points} when there is not one, of that kind and
   *     type
   */
  public Point onlyPoint(PointKind kind, Class<? extends ValueType> type) {
    if (points.size() == 1
        && points.getFirst().kind() == kind
        && type.isInstance(points.getFirst().accepts())) {
      return points.getFirst();
    }
    throw new InvalidInputException(
        "points",
        "one %s that accepts %s".formatted(kind, name(type)),
        points.stream().map(it -> it.id().name()).toList().toString());
  }

  private static String name(Class<? extends ValueType> type) {
    return type == ValueType.OnOff.class ? "on-off" : type.getSimpleName().toLowerCase();
  }
}
