package domovoy.service.buffer;

import domovoy.core.InvalidInputException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a buffer: segments one after another, the last of which is written. Only one thread
 * writes; others may look and delete.
 */
final class LogFiles implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(LogFiles.class);
  private static final long LARGEST_SEGMENT = 64 << 20;
  private static final int SEGMENTS = 8;

  private final Path directory;
  private final long maxBytes;
  private final FileChannel lock;
  private final Damage damage;
  private final ConcurrentSkipListMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
  private Optional<FileChannel> active = Optional.empty();
  private long written;
  private volatile long end;

  private LogFiles(Path directory, long maxBytes, FileChannel lock) {
    this.directory = directory;
    this.maxBytes = maxBytes;
    this.lock = lock;
    this.damage = new Damage(directory);
  }

  static LogFiles open(Path directory, long maxBytes) throws IOException {
    Files.createDirectories(directory);
    var lock =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (!isLocked(lock)) {
      lock.close();
      throw new InvalidInputException(
          "buffer", "a folder that no running program uses", directory.toString());
    }
    var files = new LogFiles(directory, maxBytes, lock);
    files.recover();
    return files;
  }

  private static boolean isLocked(FileChannel lock) throws IOException {
    try {
      return lock.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false; // this very process has it
    }
  }

  private void recover() throws IOException {
    try (var entries = Files.list(directory)) {
      entries.flatMap(it -> Segment.of(it).stream()).forEach(it -> segments.put(it.start(), it));
    }
    if (segments.isEmpty()) {
      startSegment(0);
      return;
    }
    var last = segments.lastEntry().getValue();
    var size = Files.size(last.file());
    var whole = wholeEnd(last, last.start() + size);
    if (whole < last.start() + size) {
      damage.report(last, whole, last.start() + size);
    }
    resume(last, whole);
  }

  /** The position behind the last whole record, wherever damage lies before it. */
  private static long wholeEnd(Segment segment, long limit) throws IOException {
    var whole = segment.start();
    try (var cursor = new SegmentCursor(segment)) {
      var at = segment.start();
      for (var step = cursor.at(at, limit); step.isPresent(); step = cursor.at(at, limit)) {
        switch (step.get()) {
          case SegmentCursor.Step.Whole(_, var to) -> whole = at = to;
          case SegmentCursor.Step.Damaged(_, var to) -> at = to;
        }
      }
    }
    return whole;
  }

  private void startSegment(long start) throws IOException {
    var segment = Segment.in(directory, start);
    closeActive();
    active =
        Optional.of(
            FileChannel.open(
                segment.file(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE));
    forceDirectory();
    segments.put(start, segment);
    written = start;
    end = start;
  }

  private void resume(Segment segment, long at) throws IOException {
    var channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE);
    active = Optional.of(channel);
    channel.truncate(at - segment.start());
    channel.position(at - segment.start());
    channel.force(true);
    written = at;
    end = at;
  }

  /** A new file is only found after a power cut if its directory entry is on disk too. */
  private void forceDirectory() throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** A position to start reading at: the stored one if the log has it, else the oldest. */
  long clamp(OptionalLong stored) {
    var oldest = segments.firstKey();
    return stored.isPresent() && stored.getAsLong() >= oldest && stored.getAsLong() <= end
        ? stored.getAsLong()
        : oldest;
  }

  /**
   * Sees to it that this many bytes can be written, starting a new segment where it is time.
   *
   * @param acknowledged the position before which nobody needs anything
   * @return false when they would not fit into the buffer
   */
  boolean makeRoom(long length, long acknowledged) throws IOException {
    var filled = written - segments.lastKey();
    var isFull = written - segments.firstKey() + length > maxBytes;
    // everything written is acknowledged: leave the segment, so that it can be deleted
    var isSpent = isFull && filled > 0 && acknowledged >= written;
    if (active.isEmpty() || isSpent || (filled > 0 && filled + length > segmentBytes())) {
      if (active.isPresent()) {
        force();
      }
      startSegment(written);
      deleteBefore(acknowledged);
    }
    return written - segments.firstKey() + length <= maxBytes;
  }

  private long segmentBytes() {
    return Math.min(LARGEST_SEGMENT, maxBytes / SEGMENTS);
  }

  /** Writes at the end and returns the position behind it. */
  long write(ByteBuffer frames) throws IOException {
    var channel = active.orElseThrow();
    written += frames.remaining();
    while (frames.hasRemaining()) {
      channel.write(frames);
    }
    return written;
  }

  /** Forces what was written to disk; from then on it can be read. */
  void force() throws IOException {
    active.orElseThrow().force(false);
    end = written;
  }

  /**
   * After a failed write: forgets what was not forced. A file whose fsync failed is not trusted any
   * more, so the next write starts a new one.
   */
  void discardUnforced() {
    written = end;
    try {
      if (active.isPresent()) {
        active.get().truncate(end - segments.lastKey());
      }
      closeActive();
    } catch (IOException e) {
      LOG.warn("the rest of a failed write stays behind in the buffer: {}", e.toString());
      active = Optional.empty();
    }
  }

  void deleteBefore(long position) {
    var done = new ArrayList<Segment>();
    for (var segment : segments.values()) {
      var next = segments.higherKey(segment.start());
      if (next == null || next > position) {
        break;
      }
      done.add(segment);
    }
    for (var segment : done) {
      try {
        Files.deleteIfExists(segment.file());
      } catch (IOException e) {
        throw new UncheckedIOException("a finished segment cannot be deleted", e);
      }
      segments.remove(segment.start());
    }
  }

  Segment segmentAt(long position) {
    return segments.floorEntry(position).getValue();
  }

  /** Where the readable records of a segment end. */
  long endOf(Segment segment) {
    var next = segments.higherKey(segment.start());
    return next == null ? end : next;
  }

  long end() {
    return end;
  }

  long bytes() {
    return end - segments.firstKey();
  }

  long maxBytes() {
    return maxBytes;
  }

  Damage damage() {
    return damage;
  }

  private void closeActive() throws IOException {
    if (active.isPresent()) {
      active.get().close();
      active = Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    closeActive();
    lock.close();
  }
}
