package domovoy.controller.nodes;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node as the page shows it.
 *
 * @param name its name
 * @param address where it is reached
 * @param devices the ids of what it owns
 * @param paired when it was paired
 * @param reachable whether it answers
 * @param since since when it has answered, or not
 * @param lastSeen when it last answered; empty: not since the start
 * @param reason why it does not answer; empty when it does
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record NodeView(
    String name,
    URI address,
    List<String> devices,
    Instant paired,
    boolean reachable,
    Instant since,
    Optional<Instant> lastSeen,
    Optional<String> reason) {}
