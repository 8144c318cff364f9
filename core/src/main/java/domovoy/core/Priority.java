package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A level of an actuator's priority array, 1 (wins) to 16, as in BACnet (ASHRAE 135, clause 19).
 */
public record Priority(@JsonValue int level) implements Comparable<Priority> {
  public static final int LOWEST_LEVEL = 16;

  /** A person, against everything, to save life. */
  public static final Priority MANUAL_LIFE_SAFETY = new Priority(1);

  /** Gas, fire, water. */
  public static final Priority AUTOMATIC_LIFE_SAFETY = new Priority(2);

  /** Frost, boiler limits. */
  public static final Priority EQUIPMENT_PROTECTION = new Priority(5);

  /** Minimum on and off times. */
  public static final Priority MINIMUM_TIMES = new Priority(6);

  /** A person; expires. */
  public static final Priority MANUAL = new Priority(8);

  public static final Priority SECURITY = new Priority(10);
  public static final Priority RULES = new Priority(12);

  /** Schedules and presence simulation. */
  public static final Priority SCHEDULES = new Priority(14);

  public static final Priority DEFAULT = new Priority(16);

  /**
   * @throws InvalidInputException when the level is not 1 to 16
   */
  @JsonCreator
  public Priority {
    if (level < 1 || level > LOWEST_LEVEL) {
      throw new InvalidInputException("priority", "a level from 1 to 16", Integer.toString(level));
    }
  }

  public boolean isLifeSafety() {
    return level <= AUTOMATIC_LIFE_SAFETY.level;
  }

  @Override
  public int compareTo(Priority other) {
    return Integer.compare(level, other.level);
  }

  @Override
  public String toString() {
    return Integer.toString(level);
  }
}
