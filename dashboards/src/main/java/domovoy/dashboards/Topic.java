package domovoy.dashboards;

import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A dashboard of certain points: each series as it is now, then as it was. Without such points
 * there is none.
 *
 * @param asks its points are of interest
 * @param needs without one of these the dashboard is not worth having
 */
record Topic(
    String id, Title title, boolean onScreens, Predicate<Point> asks, Predicate<Point> needs) {

  static Topic of(String id, Title title, Set<String> needs, Set<String> also) {
    Predicate<Point> needed = it -> needs.contains(it.quantity());
    return new Topic(id, title, true, needed.or(it -> also.contains(it.quantity())), needed);
  }

  Optional<Board> board(House house) {
    if (house.points().values().stream().noneMatch(needs)) {
      return Optional.empty();
    }
    var series = Series.of(house, asks);
    if (series.isEmpty()) {
      return Optional.empty();
    }
    var panels = new ArrayList<Panel>();
    series.forEach(it -> panels.add(it.now().sized(Panel.HALF, 4)));
    series.forEach(it -> panels.add(it.overTime()));
    return Optional.of(new Board(id, title, "24h", "30s", onScreens, List.of(), panels));
  }
}
