package domovoy.edge.driver.modbus;

import com.fasterxml.jackson.annotation.JsonCreator;
import domovoy.core.InvalidInputException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How a number lies in registers, highest byte first in each of them. */
enum Encoding {
  UINT16(1, 0, 0xFFFF),
  INT16(1, Short.MIN_VALUE, Short.MAX_VALUE),
  UINT32(2, 0, 0xFFFF_FFFFL),
  INT32(2, Integer.MIN_VALUE, Integer.MAX_VALUE),
  UINT64(4, 0, 0x1p64),
  INT64(4, -0x1p63, 0x1p63),
  FLOAT32(2, -Float.MAX_VALUE, Float.MAX_VALUE),
  FLOAT64(4, -Double.MAX_VALUE, Double.MAX_VALUE);

  private final int registers;
  private final double lowest;
  private final double highest;

  Encoding(int registers, double lowest, double highest) {
    this.registers = registers;
    this.lowest = lowest;
    this.highest = highest;
  }

  @JsonCreator
  static Encoding of(String name) {
    return Arrays.stream(values())
        .filter(it -> it.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "type",
                    "one of "
                        + Arrays.stream(values())
                            .map(Encoding::toString)
                            .collect(Collectors.joining(", ")),
                    name));
  }

  /** How many registers it takes. */
  int registers() {
    return registers;
  }

  /**
   * The number in these bytes; beyond 2⁵³ the nearest double.
   *
   * @param bytes two for each register, highest register first
   */
  double decode(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    return switch (this) {
      case UINT16 -> Short.toUnsignedInt(buffer.getShort());
      case INT16 -> buffer.getShort();
      case UINT32 -> Integer.toUnsignedLong(buffer.getInt());
      case INT32 -> buffer.getInt();
      case UINT64 -> unsigned(buffer.getLong());
      case INT64 -> buffer.getLong();
      case FLOAT32 -> decimal(buffer.getFloat());
      case FLOAT64 -> buffer.getDouble();
    };
  }

  /**
   * The number as bytes, highest register first; a whole number is rounded.
   *
   * @throws InvalidInputException naming {@code value} when it does not fit
   */
  byte[] encode(double number) {
    var whole = this == FLOAT32 || this == FLOAT64 ? number : Math.rint(number);
    if (!(whole >= lowest && whole <= highest)) {
      throw new InvalidInputException("value", "what fits into " + this, Double.toString(number));
    }
    var buffer = ByteBuffer.allocate(registers * Short.BYTES);
    var filled =
        switch (this) {
          case UINT16, INT16 -> buffer.putShort((short) (int) whole);
          case UINT32, INT32 -> buffer.putInt((int) (long) whole);
          case UINT64 ->
              buffer.putLong(whole < 0x1p63 ? (long) whole : (long) (whole - 0x1p63) ^ 1L << 63);
          case INT64 -> buffer.putLong((long) whole);
          case FLOAT32 -> buffer.putFloat((float) whole);
          case FLOAT64 -> buffer.putDouble(whole);
        };
    return filled.array();
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
  }

  /** The decimal that was meant: 21.4, not 21.399999618530273. */
  private static double decimal(float number) {
    return Double.parseDouble(Float.toString(number));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
