package domovoy.service.buffer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How one record stands in a segment: a mark (4 bytes), the length of the record (4), the CRC-32C
 * of length and record (4), the record. The mark has bytes that no UTF-8 text has, so that the next
 * whole record can be found behind damaged bytes.
 */
final class Frame {
  static final int HEADER = 12;

  private static final int MARK = 0xFF_D0_B0_FE;

  private Frame() {}

  static long length(List<byte[]> records) {
    return records.stream().mapToLong(it -> HEADER + it.length).sum();
  }

  static ByteBuffer encode(List<byte[]> records) {
    var out = ByteBuffer.allocate(Math.toIntExact(length(records)));
    for (var record : records) {
      out.putInt(MARK).putInt(record.length).putInt(checksum(record, 0, record.length)).put(record);
    }
    return out.flip();
  }

  static boolean isMarked(ByteBuffer window, int at) {
    return window.getInt(at) == MARK;
  }

  static int recordLength(ByteBuffer window, int at) {
    return window.getInt(at + 4);
  }

  /** Whether the bytes at this place of the window, which holds the whole record, are undamaged. */
  static boolean isWhole(ByteBuffer window, int at) {
    return window.getInt(at + 8)
        == checksum(window.array(), window.arrayOffset() + at + HEADER, recordLength(window, at));
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    var crc = new CRC32C();
    crc.update(length >>> 24);
    crc.update(length >>> 16);
    crc.update(length >>> 8);
    crc.update(length);
    crc.update(bytes, offset, length);
    return (int) crc.getValue();
  }
}
