package domovoy.standalone.report;

import java.time.Instant;

/**
 * The readings of a point in one hour, in its unit.
 *
 * @param start when the hour begins
 */
public record Hour(
    Instant start, double mean, double min, double max, double sum, double first, double last) {}
