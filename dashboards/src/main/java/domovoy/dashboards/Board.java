package domovoy.dashboards;

import domovoy.core.Title;
import java.util.List;

/**
 * A dashboard, in no language yet.
 *
 * @param id its name, unique in a house
 * @param title what the household calls it
 * @param span how far it looks back at first, as Grafana writes it: {@code 24h}
 * @param refresh how often it asks anew: {@code 30s}
 * @param onScreens whether a television in a room should show it in turn
 * @param variables what the viewer can choose
 * @param panels from left to right and down
 */
record Board(
    String id,
    Title title,
    String span,
    String refresh,
    boolean onScreens,
    List<Variable> variables,
    List<Panel> panels) {
  Board {
    variables = List.copyOf(variables);
    panels = List.copyOf(panels);
  }
}
