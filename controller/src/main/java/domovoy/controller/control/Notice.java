package domovoy.controller.control;

import domovoy.alerting.Explanation;
import domovoy.alerting.Severity;
import domovoy.core.Title;
import java.time.Instant;

/**
 * What a rule tells people.
 *
 * @param number 0 for the first, one more with each
 * @param to a person, a role or {@code household}
 * @param explanation which rule tells it and why
 */
public record Notice(
    long number, Instant time, String to, Severity severity, Title text, Explanation explanation) {}
