package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the controller asks a node to make true of one of its actuators. It states the outcome of
 * arbitration, so sending it again changes nothing.
 *
 * @param id unique; a node answers a repeated id with its first answer
 * @param point the actuator
 * @param value what it shall be; empty: no one claims it, take the default or safe value
 * @param priority the winning level; {@link Priority#DEFAULT} when no one claims it
 * @param source who claims it
 * @param reason why, in a sentence
 * @param requested when the claim was made
 * @param until when the lease ends unless renewed; empty: never
 * @param trace the thread back to what caused it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Command(
    String id,
    PointId point,
    Optional<Value> value,
    Priority priority,
    Source source,
    String reason,
    Instant requested,
    Optional<Instant> until,
    TraceId trace) {
  private static final int LONGEST_REASON = 1_000;

  /**
   * @throws InvalidInputException naming every field that is missing or too long
   */
  public Command {
    var faults = new ArrayList<InvalidInputException.Fault>();
    if (id == null || id.isBlank() || id.length() > Names.LONGEST) {
      faults.add(
          new InvalidInputException.Fault(
              "id", "1 to %d characters".formatted(Names.LONGEST), String.valueOf(id)));
    }
    if (reason == null || reason.length() > LONGEST_REASON) {
      faults.add(
          new InvalidInputException.Fault(
              "reason", "at most %d characters".formatted(LONGEST_REASON), ""));
    }
    requirePresent(faults, "point", point);
    requirePresent(faults, "priority", priority);
    requirePresent(faults, "source", source);
    requirePresent(faults, "requested", requested);
    requirePresent(faults, "trace", trace);
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
  }

  private static void requirePresent(
      List<InvalidInputException.Fault> faults, String field, Object value) {
    if (value == null) {
      faults.add(new InvalidInputException.Fault(field, "a value", ""));
    }
  }
}
