package domovoy.dashboards;

import domovoy.core.House;
import domovoy.core.PointKind;
import domovoy.core.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a television shows of a house all day: everything that matters, large. */
final class Overview {
  /** In the order of what people look for first. */
  private static final List<String> NOW =
      List.of("temperature", "leak", "smoke", "gas", "humidity", "co2", "power", "presence");

  private Overview() {}

  static Optional<Board> board(House house) {
    var panels = new ArrayList<Panel>();
    for (var quantity : NOW) {
      Series.of(house, quantity).forEach(it -> panels.add(now(it)));
    }
    for (var quantity : List.of("temperature", "power")) {
      Series.of(house, quantity).forEach(it -> panels.add(it.overTime()));
    }
    for (var states : Series.of(house, it -> it.kind() == PointKind.ACTUATOR)) {
      if (states.isState()) {
        panels.add(states.overTime().sized(Panel.HALF, 5));
      }
    }
    return panels.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Board(
                "overview",
                Title.of("House at a glance", "Дом одним взглядом"),
                "24h",
                "30s",
                true,
                List.of(),
                panels));
  }

  /** Many numbers need the whole width, few do not. */
  private static Panel now(Series series) {
    var count = series.points().size();
    return series.now().sized(count > 3 ? Panel.FULL : count > 1 ? Panel.HALF : 6, 4);
  }
}
