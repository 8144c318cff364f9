package domovoy.controller.control;

import domovoy.core.PointId;
import java.time.Instant;
import java.util.Optional;

/** Why actuators were as they were, also long ago. */
@FunctionalInterface
public interface Causes {

  /**
   * Who claimed the actuator at that moment; empty when that is not known any more, or was before
   * the first claim.
   */
  Optional<Cause> at(PointId point, Instant moment);
}
