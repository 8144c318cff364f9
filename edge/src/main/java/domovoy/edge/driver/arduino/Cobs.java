package domovoy.edge.driver.arduino;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * Consistent Overhead Byte Stuffing (Cheshire and Baker, 1999): the same bytes without a zero, so
 * that a zero can end a frame. One byte longer for every 254 begun.
 */
final class Cobs {
  private static final int LONGEST_RUN = 254;

  private Cobs() {}

  /** The encoded bytes, without the zero that ends them. */
  static byte[] encode(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length + 2);
    var start = 0;
    while (true) {
      var end = start;
      while (end < bytes.length && bytes[end] != 0 && end - start < LONGEST_RUN) {
        end++;
      }
      out.write(end - start + 1);
      out.write(bytes, start, end - start);
      if (end == bytes.length) {
        return out.toByteArray();
      }
      start = end - start == LONGEST_RUN ? end : end + 1; // only a full run means no zero
    }
  }

  /** The bytes that were encoded; empty when these are not COBS. */
  static Optional<byte[]> decode(byte[] encoded) {
    var out = new ByteArrayOutputStream(encoded.length);
    var at = 0;
    while (at < encoded.length) {
      var code = encoded[at++] & 0xFF;
      var run = code - 1;
      if (run < 0 || at + run > encoded.length) {
        return Optional.empty();
      }
      for (var end = at + run; at < end; at++) {
        if (encoded[at] == 0) {
          return Optional.empty();
        }
        out.write(encoded[at]);
      }
      if (run < LONGEST_RUN && at < encoded.length) {
        out.write(0);
      }
    }
    return encoded.length == 0 ? Optional.empty() : Optional.of(out.toByteArray());
  }
}
