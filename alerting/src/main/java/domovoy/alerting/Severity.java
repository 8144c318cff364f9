package domovoy.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.core.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;

/** How urgent it is that a person looks. */
public enum Severity {
  /** Good to know; can wait till morning. */
  INFO,
  /** Something is wrong and will get worse. */
  WARNING,
  /** Life, health or the building is at risk: wake someone. */
  CRITICAL;

  @JsonCreator
  public static Severity of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new InvalidInputException("severity", "info, warning or critical", name));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
