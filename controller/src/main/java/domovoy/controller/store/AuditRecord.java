package domovoy.controller.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.core.InvalidInputException;
import domovoy.core.Source;
import domovoy.core.TraceId;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * Who did what, and what came of it. It never holds a secret.
 *
 * @param time when
 * @param who the person, rule, node or other asker
 * @param action what was asked for, as words joined by dots: {@code point.command}, {@code
 *     user.sign-in}
 * @param target what it was done to: a point, a user, a rule; may be empty
 * @param from the address it came from; empty when it came from Domovoy itself
 * @param result what came of it
 * @param detail in a sentence: the value set, the reason of a refusal; may be empty
 * @param trace the thread through readings, commands and parts
 */
@JsonPropertyOrder({"time", "who", "action", "target", "from", "result", "detail", "trace"})
public record AuditRecord(
    Instant time,
    Source who,
    String action,
    String target,
    String from,
    Result result,
    String detail,
    TraceId trace) {
  private static final int LONGEST = 2_000;

  /** What came of what was asked. */
  public enum Result {
    DONE,
    /** Not allowed, or not acceptable. */
    REFUSED,
    /** Allowed and tried, in vain. */
    FAILED;

    @JsonCreator
    static Result of(String name) {
      return Arrays.stream(values())
          .filter(it -> it.toString().equals(name))
          .findFirst()
          .orElseThrow(() -> new InvalidInputException("result", Arrays.toString(values()), name));
    }

    @JsonValue
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Texts from outside are cut to 2000 characters, so that no one can flood the audit. */
  public AuditRecord {
    target = cut(target);
    from = cut(from);
    detail = cut(detail);
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
