package domovoy.collector.spi;

import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import domovoy.core.Point;
import java.util.List;
import java.util.Optional;

/**
 * A device that a source found by itself, and that the house may not know yet.
 *
 * @param id what it is to be called, unless the house has another device of that name
 * @param name what people called it; the area is guessed from it
 * @param suggestedArea the area that the device itself says it is in
 * @param points what it measures, at least one
 */
public record FoundDevice(
    String id, String name, Optional<String> suggestedArea, List<Point> points) {
  public FoundDevice {
    Names.requireName("device", id);
    name = name == null ? id : name;
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new InvalidInputException("points", "at least one point", "none");
    }
  }
}
