package domovoy.edge.driver.i2c;

import java.io.IOException;

/** Words as Sensirion's chips send them: two bytes, highest first, and their CRC-8. */
final class Sensirion {
  private static final int POLYNOMIAL = 0x31;
  private static final int INITIAL = 0xFF;

  private Sensirion() {}

  /**
   * Reads that many words.
   *
   * @throws IOException when a checksum is wrong
   */
  static int[] words(Bus bus, int count) throws IOException {
    var bytes = bus.read(count * 3);
    var words = new int[count];
    for (var index = 0; index < count; index++) {
      var at = index * 3;
      if (crc(bytes[at], bytes[at + 1]) != (bytes[at + 2] & 0xFF)) {
        throw new IOException("the chip's checksum is wrong: is the wire good?");
      }
      words[index] = (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }
    return words;
  }

  /** The word as a temperature in °C, as the SHT3x and SCD4x scale it. */
  static double celsius(int word) {
    return -45 + 175 * word / 65_535.0;
  }

  /** The word as relative humidity in percent. */
  static double percent(int word) {
    return 100 * word / 65_535.0;
  }

  static int crc(byte... bytes) {
    var crc = INITIAL;
    for (var one : bytes) {
      crc ^= one & 0xFF;
      for (var bit = 0; bit < 8; bit++) {
        crc = (crc & 0x80) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
      }
    }
    return crc & 0xFF;
  }
}
