package domovoy.collector;

import domovoy.core.House;
import domovoy.core.LineProtocol;
import domovoy.core.Point;
import domovoy.core.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A house arranged for looking points up by name, some hundred thousand times a second. */
final class KnownPoints {
  /**
   * A point and the beginning of its lines.
   *
   * @param head see {@link LineProtocol#head}
   */
  record Known(Point point, String head) {
    void append(StringBuilder out, Reading reading) {
      LineProtocol.append(out, head, point, reading);
    }
  }

  private final House house;
  private final Map<String, Known> byName = new HashMap<>();

  KnownPoints(House house) {
    this.house = house;
    house
        .points()
        .forEach(
            (id, point) ->
                byName.put(id.name(), new Known(point, LineProtocol.head(house, point))));
  }

  House house() {
    return house;
  }

  Optional<Known> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
