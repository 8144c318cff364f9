package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
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
    TraceId trace) {}
