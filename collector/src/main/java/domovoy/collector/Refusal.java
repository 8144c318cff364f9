package domovoy.collector;

import domovoy.core.InvalidInputException;
import java.time.Instant;
import java.util.List;

/**
 * A reading that was not taken.
 *
 * @param at when
 * @param source where it came from: {@code http}
 * @param number its line or place in what was sent, from 1
 * @param cause what kind of thing is wrong
 * @param faults every field that is wrong and what was expected
 * @param sent the reading, or the beginning of it
 */
public record Refusal(
    Instant at,
    String source,
    int number,
    RefusalCause cause,
    List<InvalidInputException.Fault> faults,
    String sent) {}
