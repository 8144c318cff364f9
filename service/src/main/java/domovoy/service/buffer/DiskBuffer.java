package domovoy.service.buffer;

import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A log of byte records on disk. {@link #append} returns when the records are on disk for good;
 * callers at the same time share one fsync. Each named reader goes through all records in order and
 * acknowledges them; what all have acknowledged is deleted. The size is bounded, and at the bound
 * appending is refused: nothing is ever dropped.
 *
 * <p>After a crash an unfinished record at the end, which was never acknowledged to its sender, is
 * cut off. Damaged bytes in the middle are set aside in {@code damaged/}, counted, and reading goes
 * on behind them.
 */
public final class DiskBuffer implements AutoCloseable {
  /** The largest record, in bytes. */
  public static final int LARGEST_RECORD = 32 << 20;

  private static final long SMALLEST = 64 << 10;
  private static final long MOST_PER_COMMIT = 16 << 20;

  private record Pending(List<byte[]> records, CompletableFuture<Long> done) {}

  private final LogFiles files;
  private final Map<String, BufferReader> readers = new LinkedHashMap<>();
  private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
  private final Pending stop = new Pending(List.of(), new CompletableFuture<>());
  private final Thread committer;
  private final Object arrivals = new Object();
  private boolean closed;

  private DiskBuffer(LogFiles files) {
    this.files = files;
    this.committer = Thread.ofPlatform().name("buffer-commit").daemon().unstarted(this::commitAll);
  }

  /**
   * Opens the buffer in this directory, creating it if need be.
   *
   * @param maxBytes most bytes kept on disk, from 64 KiB
   * @param readers the names of those who read; a record is kept until all of them have
   *     acknowledged it. A new name starts at the oldest record kept
   * @throws InvalidInputException when another program has the buffer open, or the directory is not
   *     writable
   */
  public static DiskBuffer open(Path directory, long maxBytes, List<String> readers) {
    if (maxBytes < SMALLEST) {
      throw new InvalidInputException("max-bytes", "at least " + SMALLEST, "" + maxBytes);
    }
    try {
      var buffer = new DiskBuffer(LogFiles.open(directory, maxBytes));
      for (var name : readers) {
        var file = new PositionFile(directory.resolve(name + ".position"));
        var start = buffer.files.clamp(file.read());
        buffer.readers.put(name, new BufferReader(buffer, file, start));
      }
      buffer.trim();
      buffer.committer.start();
      return buffer;
    } catch (IOException e) {
      throw new InvalidInputException("buffer", "a writable folder", directory + ": " + e);
    }
  }

  /**
   * Keeps all the records or none of them.
   *
   * @param records each at most {@value #LARGEST_RECORD} bytes
   * @return the position behind the last of them, when they are on disk
   * @throws NotBufferedException when they are not
   */
  public long append(List<byte[]> records) {
    if (records.isEmpty()) {
      return end();
    }
    for (var record : records) {
      if (record.length > LARGEST_RECORD) {
        throw new NotBufferedException(
            "a record of %d bytes is over %d".formatted(record.length, LARGEST_RECORD));
      }
    }
    var pending = new Pending(List.copyOf(records), new CompletableFuture<>());
    synchronized (queue) {
      if (closed) {
        throw new NotBufferedException("the buffer is closed");
      }
      queue.add(pending);
    }
    try {
      return pending.done().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof NotBufferedException refused) {
        throw new NotBufferedException(refused.getMessage(), refused);
      }
      throw e;
    }
  }

  /** The reader of this name, one of those given when the buffer was opened. */
  public BufferReader reader(String name) {
    var reader = readers.get(name);
    if (reader == null) {
      throw new IllegalArgumentException("no reader " + name + " of " + readers.keySet());
    }
    return reader;
  }

  /** Bytes on disk now. */
  public long bytes() {
    return files.bytes();
  }

  public long maxBytes() {
    return files.maxBytes();
  }

  /** Bytes found damaged since the buffer was opened. */
  public long damagedBytes() {
    return files.damage().bytes();
  }

  /** Position behind the last record that is on disk. */
  public long end() {
    return files.end();
  }

  private void commitAll() {
    var group = new ArrayList<Pending>();
    try {
      while (true) {
        group.clear();
        var bytes = 0L;
        var pending = queue.take();
        while (pending != null && pending != stop) {
          group.add(pending);
          bytes += Frame.length(pending.records());
          pending = bytes < MOST_PER_COMMIT ? queue.poll() : null;
        }
        commit(group);
        if (pending == stop) {
          return;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the committer", e);
    }
  }

  /** Writes what fits, forces it to disk once, and tells every caller how it went. */
  private void commit(List<Pending> group) {
    var written = new LinkedHashMap<Pending, Long>();
    try {
      for (var pending : group) {
        if (files.makeRoom(Frame.length(pending.records()), slowest())) {
          written.put(pending, files.write(Frame.encode(pending.records())));
        } else {
          pending.done().completeExceptionally(full());
        }
      }
      if (written.isEmpty()) {
        return;
      }
      files.force();
    } catch (IOException | RuntimeException e) {
      var failure = new NotBufferedException("the buffer cannot be written: " + e.getMessage(), e);
      files.discardUnforced();
      group.forEach(it -> it.done().completeExceptionally(failure));
      return;
    }
    synchronized (arrivals) {
      arrivals.notifyAll();
    }
    written.forEach((pending, end) -> pending.done().complete(end));
  }

  private NotBufferedException full() {
    return new NotBufferedException(
        "the buffer is full: %d of %d bytes wait for a neighbour that does not take them"
            .formatted(files.bytes(), files.maxBytes()));
  }

  private long slowest() {
    return readers.values().stream()
        .mapToLong(BufferReader::acknowledged)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  void trim() {
    files.deleteBefore(slowest());
  }

  Damage damage() {
    return files.damage();
  }

  Segment segmentAt(long position) {
    return files.segmentAt(position);
  }

  long endOf(Segment segment) {
    return files.endOf(segment);
  }

  void awaitBeyond(long position, Duration wait) throws InterruptedException {
    var deadline = System.nanoTime() + wait.toNanos();
    synchronized (arrivals) {
      while (files.end() <= position) {
        var left = deadline - System.nanoTime();
        if (left <= 0) {
          return;
        }
        arrivals.wait(Math.max(1, left / 1_000_000));
      }
    }
  }

  /** Takes nothing more; what was appended before is on disk when this returns. */
  @Override
  public void close() {
    synchronized (queue) {
      if (closed) {
        return;
      }
      closed = true;
      queue.add(stop);
    }
    try {
      committer.join();
      for (var reader : readers.values()) {
        reader.close();
      }
      files.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("the buffer cannot be closed", e);
    }
  }
}
