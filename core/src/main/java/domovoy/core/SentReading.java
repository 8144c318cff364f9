package domovoy.core;

import java.time.Instant;
import java.util.Optional;

/**
 * A reading as its sender wrote it, before the house is asked what it means.
 *
 * @param point the name sent, perhaps of no point there is
 * @param value not yet of the point's type
 * @param unit what the sender says the number is in; empty: the point's own
 * @param time empty: when it arrived
 * @param quality what the sender says of it
 */
public record SentReading(
    String point, Value value, Optional<Unit> unit, Optional<Instant> time, Quality quality) {}
