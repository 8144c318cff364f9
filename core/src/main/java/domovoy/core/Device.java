package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * A thing with an address: a sensor, a relay board, a camera.
 *
 * @param id its name, a tag of every time series
 * @param area the id of the area it serves
 * @param title what the household calls it
 * @param node the name of the edge node that owns it; empty when a source of the collector does
 * @param points what it measures and can be commanded to
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Device(
    String id, String area, Title title, Optional<String> node, List<Point> points) {
  public Device {
    Names.requireName("device", id);
    Names.requireName("area", area);
    node.ifPresent(it -> Names.requireName("node", it));
    title = title == null ? Title.NONE : title;
    points = points == null ? List.of() : List.copyOf(points);
  }
}
