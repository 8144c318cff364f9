package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * A point and what is known of it now: how a node answers {@code GET /api/v1/points}.
 *
 * @param device the id of the device it belongs to
 * @param point its definition
 * @param reading the latest reading; quality {@code missing} while its device does not answer
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record PointState(String device, Point point, Optional<Reading> reading) {}
