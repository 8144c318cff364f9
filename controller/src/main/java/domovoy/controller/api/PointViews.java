package domovoy.controller.api;

import domovoy.controller.control.ControlView;
import domovoy.controller.control.HouseControl;
import domovoy.controller.house.HouseModel;
import domovoy.controller.nodes.Nodes;
import domovoy.core.House;
import domovoy.core.Point;
import java.util.List;

/** Puts together what is known of points. */
final class PointViews {
  private final HouseModel house;
  private final HouseControl control;
  private final Nodes nodes;

  PointViews(HouseModel house, HouseControl control, Nodes nodes) {
    this.house = house;
    this.control = control;
    this.nodes = nodes;
  }

  /** Every point, in the order of the devices. */
  List<PointView> all() {
    var now = house.house();
    return now.points().values().stream().map(it -> of(now, it)).toList();
  }

  PointView of(House present, Point point) {
    var device = present.deviceOf(point.id());
    return new PointView(
        point,
        device.area(),
        device.id(),
        device.node(),
        control.state(point.id()).map(PointView.State::of),
        device.node().map(nodes::isReachable).orElse(true),
        control.actuator(point.id()).flatMap(it -> ControlView.of(it.allClaims().array())));
  }
}
