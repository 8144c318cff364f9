package domovoy.edge.driver.serial;

import com.fasterxml.jackson.annotation.JsonCreator;
import domovoy.core.InvalidInputException;

/** The check bit of each character on a serial line. */
public enum Parity {
  NONE,
  EVEN,
  ODD;

  @JsonCreator
  static Parity of(String name) {
    return switch (name) {
      case "none" -> NONE;
      case "even" -> EVEN;
      case "odd" -> ODD;
      default -> throw new InvalidInputException("parity", "none, even or odd", name);
    };
  }
}
