package domovoy.controller.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.Priority;
import domovoy.core.PriorityArray;
import domovoy.core.Source;
import domovoy.core.Value;
import java.time.Instant;
import java.util.Optional;

/** Who decides over an actuator now, and until when. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ControlView(
    Value value,
    Priority priority,
    Source source,
    String reason,
    Instant since,
    Optional<Instant> until) {

  /** The winner of the array; empty when no one claims the actuator. */
  public static Optional<ControlView> of(PriorityArray array) {
    return array
        .winner()
        .map(
            it -> {
              var slot = it.getValue();
              return new ControlView(
                  slot.value(),
                  it.getKey(),
                  slot.source(),
                  slot.reason(),
                  slot.since(),
                  slot.until());
            });
  }
}
