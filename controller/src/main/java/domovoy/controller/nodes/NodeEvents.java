package domovoy.controller.nodes;

import domovoy.controller.control.Delivery;
import domovoy.core.Command;
import domovoy.core.PointState;
import java.util.List;

/** Who is told what happens to nodes. Called from several threads; must not block for long. */
public interface NodeEvents {

  /** A command has come to an end. */
  void delivered(Command command, Delivery delivery);

  /**
   * A node answered.
   *
   * @param returned whether it did not before: it may not know what its actuators shall be
   */
  void heard(String node, List<PointState> states, boolean returned);

  /** Whether it answers, or where it is, changed. */
  void changed(NodeView node);
}
