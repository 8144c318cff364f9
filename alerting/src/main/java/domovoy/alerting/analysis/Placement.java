package domovoy.alerting.analysis;

import domovoy.alerting.Action;
import domovoy.alerting.Rule;
import domovoy.alerting.language.Signal;
import domovoy.core.House;
import domovoy.core.PointId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a rule can run: the lowest place that sees all it needs. */
public final class Placement {
  private Placement() {}

  /**
   * The edge node that owns every point the rule looks at or commands; there it works with the
   * network down. Empty: it needs the controller.
   */
  public static Optional<String> nodeOf(Rule rule, House house) {
    var nodes = points(rule).map(it -> house.deviceOf(it).node()).distinct().toList();
    return nodes.size() == 1 && needsOfController(rule).isEmpty()
        ? nodes.getFirst()
        : Optional.empty();
  }

  /**
   * The node that shall run the rule by itself: one that owns all its points. Only rules that act
   * and move something are run there; one that merely tells people is of more use in the
   * controller, which also notices that a node is dead.
   */
  public static Optional<String> reflexOn(Rule rule, House house) {
    return rule.state() == Rule.State.ENABLED && !rule.commands().isEmpty()
        ? nodeOf(rule, house)
        : Optional.empty();
  }

  /** What keeps the rule from running on one node, each in a few words; empty when nothing does. */
  public static List<String> obstacles(Rule rule, House house) {
    var obstacles = new ArrayList<>(needsOfController(rule));
    var nodes = new java.util.TreeSet<String>();
    points(rule)
        .forEach(
            point ->
                house
                    .deviceOf(point)
                    .node()
                    .ifPresentOrElse(
                        node -> nodes.add(node),
                        () -> obstacles.add(point + " belongs to no edge node")));
    if (nodes.size() > 1) {
      obstacles.add("its points are on different nodes: " + String.join(", ", nodes));
    }
    return obstacles;
  }

  private static Stream<PointId> points(Rule rule) {
    return Stream.concat(rule.watches().stream(), rule.commands().stream()).distinct();
  }

  private static List<String> needsOfController(Rule rule) {
    var signals =
        rule.signals().stream()
            .filter(
                it ->
                    it instanceof Signal.Mode
                        || it instanceof Signal.Presence
                        || it instanceof Signal.Alert)
            .map(it -> it.text() + " is known to the controller only");
    var scenes =
        Stream.concat(rule.then().stream(), rule.afterwards().stream())
            .flatMap(it -> it instanceof Action.Scene(var scene) ? Stream.of(scene) : Stream.of())
            .map(it -> "the scene " + it + " is run by the controller only");
    return Stream.concat(signals, scenes).toList();
  }
}
