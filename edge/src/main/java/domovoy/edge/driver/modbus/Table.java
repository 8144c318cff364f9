package domovoy.edge.driver.modbus;

import com.fasterxml.jackson.annotation.JsonCreator;
import domovoy.core.InvalidInputException;

/** One of the four tables of a slave. */
enum Table {
  COIL(0x01, true, true),
  DISCRETE_INPUT(0x02, true, false),
  HOLDING(0x03, false, true),
  INPUT(0x04, false, false);

  private final int readFunction;
  private final boolean bits;
  private final boolean writable;

  Table(int readFunction, boolean bits, boolean writable) {
    this.readFunction = readFunction;
    this.bits = bits;
    this.writable = writable;
  }

  @JsonCreator
  static Table of(String name) {
    return switch (name) {
      case "coil" -> COIL;
      case "discrete-input" -> DISCRETE_INPUT;
      case "holding" -> HOLDING;
      case "input" -> INPUT;
      default ->
          throw new InvalidInputException("table", "coil, discrete-input, holding or input", name);
    };
  }

  /** The function code that reads it. */
  int readFunction() {
    return readFunction;
  }

  /** Whether it holds single bits, else registers of 16. */
  boolean isOfBits() {
    return bits;
  }

  boolean isWritable() {
    return writable;
  }
}
