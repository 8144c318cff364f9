package domovoy.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import domovoy.controller.control.ControlView;
import domovoy.core.Point;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Value;
import java.time.Instant;
import java.util.Optional;

/**
 * A point with all that is known of it now. Its definition's fields stand beside these.
 *
 * @param area the area that its device serves
 * @param device the device it belongs to
 * @param node the node that owns the device; empty when the collector does
 * @param state its latest value; empty when none came yet
 * @param reachable whether its node answers
 * @param control who decides over it; empty when no one claims it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record PointView(
    @JsonUnwrapped Point point,
    String area,
    String device,
    Optional<String> node,
    Optional<State> state,
    boolean reachable,
    Optional<ControlView> control) {

  /** A value, when it was so, and how far it can be trusted. */
  record State(Value value, Instant time, Quality quality) {
    static State of(Reading reading) {
      return new State(reading.value(), reading.time(), reading.quality());
    }
  }
}
