package domovoy.controller.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.PointId;
import java.util.Optional;

/**
 * Someone else decides over an actuator now, or something else.
 *
 * @param control empty: no one claims it any more
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ControlChange(PointId point, Optional<ControlView> control) {}
