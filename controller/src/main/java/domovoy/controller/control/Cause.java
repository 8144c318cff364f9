package domovoy.controller.control;

import domovoy.core.PointId;
import java.time.Instant;

/**
 * Who claimed an actuator from one moment on, and why.
 *
 * @param number 0 for the first of its point, one more with each
 */
public record Cause(long number, PointId point, Instant time, Claims claims) {}
