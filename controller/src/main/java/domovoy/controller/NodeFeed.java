package domovoy.controller;

import domovoy.controller.control.Delivery;
import domovoy.controller.control.HouseControl;
import domovoy.controller.house.HouseModel;
import domovoy.controller.live.LiveEvent;
import domovoy.controller.live.LiveStream;
import domovoy.controller.nodes.NodeEvents;
import domovoy.controller.nodes.NodeView;
import domovoy.core.Command;
import domovoy.core.InvalidInputException;
import domovoy.core.PointState;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.TraceId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands on what nodes say to the heart of the controller and to the pages. */
final class NodeFeed implements NodeEvents {
  private static final Logger LOG = LoggerFactory.getLogger(NodeFeed.class);

  private final HouseModel house;
  private final HouseControl control;
  private final LiveStream live;
  private final ControllerMetrics metrics;

  NodeFeed(HouseModel house, HouseControl control, LiveStream live, ControllerMetrics metrics) {
    this.house = house;
    this.control = control;
    this.live = live;
    this.metrics = metrics;
  }

  @Override
  public void delivered(Command command, Delivery delivery) {
    metrics.count(delivery);
    control.delivered(command, delivery);
  }

  @Override
  public void heard(String node, List<PointState> states, boolean returned) {
    var readings = states.stream().flatMap(it -> accepted(node, it)).toList();
    if (returned) {
      control.recalled(readings);
      control.nodeReturned(node);
    } else {
      control.readings(readings, TraceId.random());
    }
  }

  @Override
  public void changed(NodeView node) {
    live.publish(new LiveEvent("node", node));
  }

  /** Only what the node owns, and only what the point can be. */
  private Stream<Reading> accepted(String node, PointState state) {
    var present = house.house();
    var known = present.point(state.point().id());
    if (state.reading().isEmpty()
        || known.isEmpty()
        || !present.deviceOf(known.get().id()).node().equals(Optional.of(node))) {
      return Stream.empty();
    }
    var reading = state.reading().get();
    if (reading.quality() == Quality.OUT_OF_RANGE) {
      return Stream.of(reading);
    }
    try {
      var value = known.get().accepts().accept(reading.value());
      return Stream.of(new Reading(known.get().id(), value, reading.time(), reading.quality()));
    } catch (InvalidInputException e) {
      LOG.debug("node {} reports {} of {}", node, e.getMessage(), known.get().id());
      return Stream.empty();
    }
  }
}
