package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far a reading can be trusted. It travels with the value and a rule must reckon with it. */
public enum Quality {
  /** Measured, in time, plausible. */
  GOOD,
  /** Arrived after its time: good for history, too old to act on. */
  LATE,
  /** The source repeats one value for longer than it physically can. */
  FROZEN,
  /** Outside what the point can have; kept as evidence, never acted on. */
  OUT_OF_RANGE,
  /** Nothing came when something was due. */
  MISSING;

  @JsonCreator
  public static Quality of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "quality",
                    Arrays.stream(values())
                        .map(Quality::toString)
                        .collect(Collectors.joining(", ")),
                    name));
  }

  /** Whether a rule may take the value at face value. */
  public boolean isGood() {
    return this == GOOD;
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
