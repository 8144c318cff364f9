package domovoy.edge.driver.serial;

/**
 * The checksum with the polynomial x¹⁶ + x¹⁵ + x² + 1, lowest bit first: that of Modbus when it
 * begins with 0xFFFF, that of DSMR (CRC-16/ARC) when it begins with 0.
 */
public final class ReflectedCrc16 {
  private static final int POLYNOMIAL = 0xA001;

  private ReflectedCrc16() {}

  /** The checksum, 0 to 0xFFFF, of the first {@code length} bytes. */
  public static int of(byte[] bytes, int length, int start) {
    var crc = start;
    for (var i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (var bit = 0; bit < Byte.SIZE; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
      }
    }
    return crc;
  }
}
