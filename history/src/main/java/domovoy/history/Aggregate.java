package domovoy.history;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import domovoy.core.InvalidInputException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the readings of a bucket become one number. */
public enum Aggregate {
  MEAN,
  MIN,
  MAX,
  SUM,
  /** How many readings there are. */
  COUNT,
  /** The earliest reading. */
  FIRST,
  /** The latest reading. */
  LAST;

  /**
   * @throws InvalidInputException naming {@code fn}
   */
  @JsonCreator
  public static Aggregate of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "fn",
                    Arrays.stream(values())
                        .map(Aggregate::toString)
                        .collect(Collectors.joining(", ")),
                    String.valueOf(name)));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
