package domovoy.history;

import domovoy.core.PointId;
import java.time.Instant;
import java.util.OptionalDouble;

/**
 * All readings of a point in one line.
 *
 * @param point whose
 * @param count how many readings, at least 1
 * @param first time of the earliest, of any quality
 * @param last time of the latest, of any quality
 * @param min the lowest, in the point's unit; empty for text
 * @param mean of all; empty for text
 * @param max the highest; empty for text
 */
public record PointSummary(
    PointId point,
    long count,
    Instant first,
    Instant last,
    OptionalDouble min,
    OptionalDouble mean,
    OptionalDouble max) {}
