package domovoy.controller.reflexes;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Where a rule runs.
 *
 * @param on the node that runs it now, or {@code controller}; exactly one of them does
 * @param moving the node to which it is to go, or {@code controller}; empty: it is where it belongs
 * @param obstacles why it needs the controller, each in a few words
 * @param warning for a life-safety rule that needs the network
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Place(
    String on, Optional<String> moving, List<String> obstacles, Optional<String> warning) {
  static final String CONTROLLER = "controller";
}
