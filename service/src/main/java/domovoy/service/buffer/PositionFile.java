package domovoy.service.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/**
 * How far a reader has come. It is not forced to disk at each step: after a power cut a reader may
 * find itself further back and see records again, never further ahead.
 */
final class PositionFile implements Closeable {
  private static final int LENGTH = Long.BYTES + Integer.BYTES;

  private final RandomAccessFile file;

  PositionFile(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "rw");
  }

  /** The position, unless none was written or it is damaged. */
  OptionalLong read() throws IOException {
    if (file.length() != LENGTH) {
      return OptionalLong.empty();
    }
    var bytes = new byte[LENGTH];
    file.seek(0);
    file.readFully(bytes);
    var position = ByteBuffer.wrap(bytes).getLong();
    return ByteBuffer.wrap(bytes).equals(encode(position))
        ? OptionalLong.of(position)
        : OptionalLong.empty();
  }

  void write(long position) throws IOException {
    file.seek(0);
    file.write(encode(position).array());
  }

  private static ByteBuffer encode(long position) {
    var bytes = ByteBuffer.allocate(LENGTH).putLong(position);
    var crc = new CRC32C();
    crc.update(bytes.array(), 0, Long.BYTES);
    return bytes.putInt((int) crc.getValue()).flip();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
