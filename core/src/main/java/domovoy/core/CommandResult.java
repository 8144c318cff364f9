package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a command has come.
 *
 * @param command the command's id
 * @param stage the last stage reached
 * @param detail in a sentence: what was done, or why not and what to do
 * @param protection when refused, the protection that refused it, such as {@code minimum-off}
 * @param state the actuator's state after the command, as the node knows it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CommandResult(
    String command,
    Stage stage,
    String detail,
    Optional<String> protection,
    Optional<Reading> state) {

  /** The life of a command, in order; the last two end it without success. */
  public enum Stage {
    REQUESTED,
    SENT,
    /** The node has done it. */
    ACKNOWLEDGED,
    /** An independent point shows that it worked. */
    CONFIRMED,
    /** The node will not. */
    REFUSED,
    /** The node was not reached, or it could not. */
    FAILED;

    @JsonCreator
    static Stage of(String name) {
      return Arrays.stream(values())
          .filter(it -> it.toString().equals(name))
          .findFirst()
          .orElseThrow(() -> new InvalidInputException("stage", Arrays.toString(values()), name));
    }

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public boolean succeeded() {
    return stage == Stage.ACKNOWLEDGED || stage == Stage.CONFIRMED;
  }
}
