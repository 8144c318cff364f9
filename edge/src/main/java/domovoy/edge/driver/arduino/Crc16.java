package domovoy.edge.driver.arduino;

/**
 * CRC-16/IBM-3740, also known as CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF, not
 * reflected, no final xor.
 */
final class Crc16 {
  private static final int INITIAL = 0xFFFF;
  private static final int POLYNOMIAL = 0x1021;
  private static final int HIGHEST_BIT = 0x8000;
  private static final int MASK = 0xFFFF;

  private Crc16() {}

  /** Of the first bytes, as an unsigned number. */
  static int of(byte[] bytes, int length) {
    var crc = INITIAL;
    for (var index = 0; index < length; index++) {
      crc ^= (bytes[index] & 0xFF) << 8;
      for (var bit = 0; bit < 8; bit++) {
        crc = (crc & HIGHEST_BIT) == 0 ? crc << 1 : (crc << 1 ^ POLYNOMIAL) & MASK;
      }
    }
    return crc & MASK;
  }
}
