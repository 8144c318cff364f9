package domovoy.edge.driver.dsmr;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Finds telegrams in what comes over the line: from a slash to the end of the line with "!". */
final class TelegramReader {
  /** More than any meter sends; a longer one is noise and dropped. */
  static final int LONGEST = 8 << 10;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 << 10);
  private boolean inside;
  private boolean ending;

  /** The telegram that ends with this byte. */
  Optional<byte[]> add(byte next) {
    if (next == '/') { // stands nowhere else: the one before was cut off
      bytes.reset();
      inside = true;
      ending = false;
    }
    if (!inside) {
      return Optional.empty();
    }
    bytes.write(next);
    ending |= next == '!';
    if (ending && next == '\n') {
      inside = false;
      return Optional.of(bytes.toByteArray());
    }
    if (bytes.size() >= LONGEST) {
      inside = false;
    }
    return Optional.empty();
  }
}
