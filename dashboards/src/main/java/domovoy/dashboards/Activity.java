package domovoy.dashboards;

import domovoy.core.House;
import domovoy.core.PointKind;
import domovoy.core.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was done: commands, incidents, and what every actuator did. */
final class Activity {
  private Activity() {}

  static Optional<Board> board(House house) {
    var actuators = Series.of(house, it -> it.kind() == PointKind.ACTUATOR);
    if (actuators.isEmpty()) {
      return Optional.empty();
    }
    var panels = new ArrayList<Panel>();
    panels.add(
        Panel.half(
            Title.of("Incidents open", "Открытые происшествия"),
            Look.LINES,
            Store.METRICS,
            new Query("domovoy_controller_incidents_open", "{{job}}"),
            Format.of("none")));
    panels.add(
        Panel.half(
            Title.of("Commands, by what came of them", "Команды, по исходу"),
            Look.BARS,
            Store.METRICS,
            new Query("sum by (result) (domovoy_controller_commands_total)", "{{result}}"),
            Format.of("none")));
    actuators.forEach(it -> panels.add(it.overTime()));
    return Optional.of(
        new Board(
            "activity",
            Title.of("Incidents and commands", "Происшествия и команды"),
            "24h",
            "30s",
            false,
            List.of(),
            panels));
  }
}
