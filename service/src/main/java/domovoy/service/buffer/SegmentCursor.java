package domovoy.service.buffer;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads one segment record by record. Not thread-safe. It reads through a {@link RandomAccessFile}
 * because an interrupt would close a channel.
 */
final class SegmentCursor implements Closeable {
  private static final int WINDOW = 1 << 18;

  /** What lies at the cursor. */
  sealed interface Step {
    /** A record; {@code end} is the position behind it. */
    record Whole(byte[] record, long end) implements Step {}

    /** Bytes that are no record, up to the next whole one or to the limit. */
    record Damaged(long from, long to) implements Step {}
  }

  private final Segment segment;
  private final RandomAccessFile file;
  private ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
  private long windowStart;

  SegmentCursor(Segment segment) throws IOException {
    this.segment = segment;
    this.file = new RandomAccessFile(segment.file().toFile(), "r");
  }

  Segment segment() {
    return segment;
  }

  /**
   * What is at the position.
   *
   * @param limit the position where this segment's readable records end
   * @return empty at the limit
   */
  Optional<Step> at(long position, long limit) throws IOException {
    if (position >= limit) {
      return Optional.empty();
    }
    var whole = whole(position, limit);
    if (whole.isPresent()) {
      return Optional.of(whole.get());
    }
    return Optional.of(new Step.Damaged(position, nextWhole(position + 1, limit)));
  }

  /** The position of the first whole record from here on, or the limit. */
  private long nextWhole(long position, long limit) throws IOException {
    var at = position;
    while (at + Frame.HEADER <= limit && load(at, Frame.HEADER, limit)) {
      var last = window.limit() - Frame.HEADER;
      for (var index = offset(at); index <= last; index++, at++) {
        if (Frame.isMarked(window, index)) {
          break;
        }
      }
      if (offset(at) > last) {
        continue; // the window is searched, load the next
      }
      if (whole(at, limit).isPresent()) {
        return at;
      }
      at++;
    }
    return limit;
  }

  private Optional<Step.Whole> whole(long position, long limit) throws IOException {
    if (position + Frame.HEADER > limit || !load(position, Frame.HEADER, limit)) {
      return Optional.empty();
    }
    var length = Frame.recordLength(window, offset(position));
    var end = position + Frame.HEADER + length;
    if (!Frame.isMarked(window, offset(position))
        || length < 0
        || end > limit
        || !load(position, Frame.HEADER + length, limit)
        || !Frame.isWhole(window, offset(position))) {
      return Optional.empty();
    }
    var from = offset(position) + Frame.HEADER;
    return Optional.of(
        new Step.Whole(Arrays.copyOfRange(window.array(), from, from + length), end));
  }

  private int offset(long position) {
    return (int) (position - windowStart);
  }

  /**
   * Makes the window hold this many bytes from the position on; false where the file is shorter.
   * Nothing behind the limit is looked at: it may be in the middle of being written.
   */
  private boolean load(long position, int length, long limit) throws IOException {
    if (position >= windowStart && position + length <= windowStart + window.limit()) {
      return true;
    }
    if (length > window.capacity()) {
      window = ByteBuffer.allocate(length);
    }
    windowStart = position;
    window.limit(0);
    file.seek(position - segment.start());
    var most = (int) Math.min(window.capacity(), limit - position);
    var filled = 0;
    while (filled < most) {
      var count = file.read(window.array(), filled, most - filled);
      if (count < 0) {
        break;
      }
      filled += count;
    }
    window.limit(filled);
    return filled >= length;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
