package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The name of a point, unique in a site: lower-case words joined by hyphens, at least two groups
 * joined by dots, at most {@value Names#LONGEST} characters, such as {@code water.main-valve}.
 */
public record PointId(@JsonValue String name) implements Comparable<PointId> {

  /**
   * @throws InvalidInputException when the name does not have that form
   */
  @JsonCreator
  public PointId {
    Names.requireDotted("point", name);
  }

  @Override
  public int compareTo(PointId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
