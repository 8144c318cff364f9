package domovoy.edge.driver.modbus;

import com.fasterxml.jackson.annotation.JsonCreator;
import domovoy.core.InvalidInputException;

/** Which register of a number that takes several comes first; the standard leaves it open. */
enum WordOrder {
  HIGH_FIRST,
  LOW_FIRST;

  @JsonCreator
  static WordOrder of(String name) {
    return switch (name) {
      case "high-first" -> HIGH_FIRST;
      case "low-first" -> LOW_FIRST;
      default -> throw new InvalidInputException("words", "high-first or low-first", name);
    };
  }

  /** From the order of the slave to highest first, or back. */
  byte[] arrange(byte[] bytes) {
    if (this == HIGH_FIRST) {
      return bytes;
    }
    var turned = new byte[bytes.length];
    for (var i = 0; i < bytes.length; i += Short.BYTES) {
      System.arraycopy(bytes, i, turned, bytes.length - Short.BYTES - i, Short.BYTES);
    }
    return turned;
  }
}
