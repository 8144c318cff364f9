package domovoy.controller.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether the rules that do not protect life act.
 *
 * @param pausedUntil until when they rest; empty: they act
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Automation(Optional<Instant> pausedUntil) {}
