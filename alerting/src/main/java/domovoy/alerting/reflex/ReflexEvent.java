package domovoy.alerting.reflex;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import domovoy.alerting.Effect;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import java.time.Instant;

/** Something that a node did by itself, with the time at which it did so. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ReflexEvent.Decided.class, name = "decided"),
  @JsonSubTypes.Type(value = ReflexEvent.Acted.class, name = "acted")
})
public sealed interface ReflexEvent {

  Instant time();

  /** A rule wants something. */
  record Decided(Instant time, Effect effect) implements ReflexEvent {}

  /** An actuator was told to follow a rule, and this came of it. */
  record Acted(Instant time, Command command, CommandResult result) implements ReflexEvent {}
}
