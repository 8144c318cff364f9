package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What a point is for. */
public enum PointKind {
  /** Measured; cannot be commanded. */
  SENSOR,
  /** Moves something in the house; commanded through its priority array. */
  ACTUATOR,
  /** A wish that rules and regulators read; commanded, moves nothing by itself. */
  SETPOINT;

  public boolean isCommandable() {
    return this != SENSOR;
  }

  @JsonCreator
  static PointKind of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidInputException("kind", "sensor, actuator or setpoint", name));
  }

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
