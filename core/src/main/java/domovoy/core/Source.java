package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * Who asks for something: written {@code kind:name}, such as {@code person:anna} or {@code
 * rule:leak-kitchen}.
 */
public record Source(Kind kind, String name) {

  /** What kind of asker it is. */
  public enum Kind {
    PERSON,
    RULE,
    ALERT,
    SCENE,
    SCHEDULE,
    NODE,
    SYSTEM;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Source {
    if (kind == null || name == null || name.isBlank() || name.length() > Names.LONGEST) {
      throw new InvalidInputException(
          "source", "kind:name, such as person:anna", kind + ":" + name);
    }
  }

  public static Source person(String name) {
    return new Source(Kind.PERSON, name);
  }

  public static Source rule(String name) {
    return new Source(Kind.RULE, name);
  }

  public static Source alert(String name) {
    return new Source(Kind.ALERT, name);
  }

  public static Source node(String name) {
    return new Source(Kind.NODE, name);
  }

  public static Source system(String name) {
    return new Source(Kind.SYSTEM, name);
  }

  @JsonCreator
  public static Source parse(String text) {
    var colon = text.indexOf(':');
    var kind =
        Arrays.stream(Kind.values())
            .filter(it -> colon > 0 && it.toString().equals(text.substring(0, colon)))
            .findFirst()
            .orElseThrow(
                () -> new InvalidInputException("source", "kind:name, such as person:anna", text));
    return new Source(kind, text.substring(colon + 1));
  }

  @JsonValue
  @Override
  public String toString() {
    return kind + ":" + name;
  }
}
