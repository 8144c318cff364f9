package domovoy.edge.driver.serial;

import domovoy.core.InvalidInputException;

/**
 * How characters go over a serial line.
 *
 * @param baud bits a second, 300 to 2,000,000
 * @param dataBits 7 or 8
 * @param parity the check bit
 * @param stopBits 1 or 2
 */
public record LineFormat(int baud, int dataBits, Parity parity, int stopBits) {
  static final int MOST_BITS = 8;

  private static final int LOWEST_BAUD = 300;
  private static final int HIGHEST_BAUD = 2_000_000;

  public LineFormat {
    if (baud < LOWEST_BAUD || baud > HIGHEST_BAUD) {
      throw new InvalidInputException("baud", "300 to 2000000", "" + baud);
    }
    if (dataBits != MOST_BITS - 1 && dataBits != MOST_BITS) {
      throw new InvalidInputException("data-bits", "7 or 8", "" + dataBits);
    }
    if (stopBits != 1 && stopBits != 2) {
      throw new InvalidInputException("stop-bits", "1 or 2", "" + stopBits);
    }
  }
}
