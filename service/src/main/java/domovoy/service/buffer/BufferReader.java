package domovoy.service.buffer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;

/**
 * One reader's way through a buffer: it sees every record in order, at least once. What it has read
 * and not acknowledged it sees again after {@link #rewind} or a restart. For one thread at a time.
 */
public final class BufferReader {
  private final DiskBuffer buffer;
  private final PositionFile file;
  private volatile long acknowledged;
  private long next;
  private Optional<SegmentCursor> cursor = Optional.empty();

  BufferReader(DiskBuffer buffer, PositionFile file, long start) {
    this.buffer = buffer;
    this.file = file;
    this.acknowledged = start;
    this.next = start;
  }

  /**
   * The records that follow those already read.
   *
   * @param mostBytes reading stops when this many bytes are together; one record is read whatever
   *     its size
   * @param wait how long to wait for the first record
   * @return an empty batch when there was none in that time
   */
  public Batch read(int mostRecords, int mostBytes, Duration wait) throws InterruptedException {
    buffer.awaitBeyond(next, wait);
    var records = new ArrayList<byte[]>();
    var bytes = 0L;
    try {
      while (records.size() < mostRecords && bytes < mostBytes && next < buffer.end()) {
        switch (step()) {
          case SegmentCursor.Step.Whole(var record, var end) -> {
            records.add(record);
            bytes += record.length;
            next = end;
          }
          case SegmentCursor.Step.Damaged(var from, var to) -> {
            buffer.damage().report(cursor.orElseThrow().segment(), from, to);
            next = to;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the buffer cannot be read", e);
    }
    return new Batch(records, next);
  }

  private SegmentCursor.Step step() throws IOException {
    var segment = buffer.segmentAt(next);
    if (cursor.isEmpty() || !cursor.get().segment().equals(segment)) {
      closeCursor();
      cursor = Optional.of(new SegmentCursor(segment));
    }
    return cursor.get().at(next, buffer.endOf(segment)).orElseThrow();
  }

  /**
   * All records before this position are dealt with and need not be kept for this reader.
   *
   * @param position the {@link Batch#end} of a batch that was read
   */
  public void acknowledge(long position) {
    if (position < acknowledged || position > next) {
      throw new IllegalArgumentException(
          "position %d is not from %d to %d".formatted(position, acknowledged, next));
    }
    try {
      file.write(position);
    } catch (IOException e) {
      throw new UncheckedIOException("the reader's position cannot be written", e);
    }
    acknowledged = position;
    buffer.trim();
  }

  /** Goes back to the first record that is not acknowledged. */
  public void rewind() {
    next = acknowledged;
  }

  /** The position before which everything is acknowledged. */
  public long acknowledged() {
    return acknowledged;
  }

  /** Bytes on disk that this reader has not acknowledged. */
  public long backlog() {
    return Math.max(0, buffer.end() - acknowledged);
  }

  private void closeCursor() throws IOException {
    if (cursor.isPresent()) {
      cursor.get().close();
      cursor = Optional.empty();
    }
  }

  void close() throws IOException {
    closeCursor();
    file.close();
  }
}
