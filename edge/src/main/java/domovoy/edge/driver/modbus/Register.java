package domovoy.edge.driver.modbus;

import domovoy.core.InvalidInputException;
import domovoy.core.PointId;

/**
 * Where a point lies in its slave.
 *
 * @param point the point, one of the device's
 * @param table the table
 * @param address of the bit or the first register, 0 to 65535 as on the wire: 40001 in an old
 *     manual is holding register 0
 * @param type how the number lies there, {@code uint16} unless told otherwise; for registers alone
 * @param words the order of a number's registers, highest first unless told otherwise
 * @param scale what the number is multiplied by, 1 unless told otherwise
 * @param offset what is then added, in the point's unit; 0 unless told otherwise
 */
record Register(
    PointId point,
    Table table,
    Integer address,
    Encoding type,
    WordOrder words,
    Double scale,
    Double offset) {
  private static final int LAST_ADDRESS = 0xFFFF;

  Register {
    if (point == null) {
      throw new InvalidInputException("point", "one of the device's points", "");
    }
    if (table == null) {
      throw new InvalidInputException("table", "coil, discrete-input, holding or input", "");
    }
    if (table.isOfBits() && (type != null || words != null || scale != null || offset != null)) {
      throw new InvalidInputException(
          "table", "a register, for type, words, scale and offset are not for bits", "" + point);
    }
    type = type == null ? Encoding.UINT16 : type;
    words = words == null ? WordOrder.HIGH_FIRST : words;
    scale = scale == null ? 1.0 : scale;
    offset = offset == null ? 0.0 : offset;
    if (scale == 0 || !Double.isFinite(scale)) {
      throw new InvalidInputException("scale", "a number other than 0", scale.toString());
    }
    if (!Double.isFinite(offset)) {
      throw new InvalidInputException("offset", "a finite number", offset.toString());
    }
    var last = LAST_ADDRESS + 1 - (table.isOfBits() ? 1 : type.registers());
    if (address == null || address < 0 || address > last) {
      throw new InvalidInputException("address", "0 to " + last, String.valueOf(address));
    }
  }

  /** How many bits or registers it takes. */
  int length() {
    return table.isOfBits() ? 1 : type.registers();
  }

  /** The number in the point's unit that these bytes of the slave mean; may be not finite. */
  double decode(byte[] bytes) {
    if (table.isOfBits()) {
      return bytes[0] & 1;
    }
    var number = type.decode(words.arrange(bytes));
    // scales are mostly 0.1 or 0.01, and 214 × 0.1 is not 21.4; 214 ÷ 10 is
    var divisor = Math.rint(1 / scale);
    var scaled = Math.abs(scale) < 1 && 1 / divisor == scale ? number / divisor : number * scale;
    return scaled + offset;
  }

  /**
   * The bytes that mean this number.
   *
   * @throws InvalidInputException when it does not fit
   */
  byte[] encode(double number) {
    return words.arrange(type.encode((number - offset) / scale));
  }
}
