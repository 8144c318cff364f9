package domovoy.service.buffer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes of the log that are no record: counted, logged, and set aside as evidence as far as there
 * is room for it.
 */
final class Damage {
  private static final Logger LOG = LoggerFactory.getLogger(Damage.class);
  private static final long MOST_KEPT = 4L << 20;

  private final Path directory;
  private final Set<Long> seen = new HashSet<>();
  private long bytes;
  private long kept;

  Damage(Path directory) {
    this.directory = directory.resolve("damaged");
  }

  /** Bytes found damaged since the buffer was opened. */
  synchronized long bytes() {
    return bytes;
  }

  /** Each reader that comes past may report it; it is counted once. */
  synchronized void report(Segment segment, long from, long to) {
    if (!seen.add(from)) {
      return;
    }
    bytes += to - from;
    LOG.error(
        "{} bytes of {} from {} on are damaged and are left out",
        to - from,
        segment.file(),
        from - segment.start());
    if (kept + to - from > MOST_KEPT) {
      return;
    }
    kept += to - from;
    try (var file = new RandomAccessFile(segment.file().toFile(), "r")) {
      Files.createDirectories(directory);
      file.seek(from - segment.start());
      var available = Math.max(0, Math.min(to - from, file.length() - file.getFilePointer()));
      var copy = new byte[(int) available];
      file.readFully(copy);
      Files.write(directory.resolve("%019d.bytes".formatted(from)), copy);
    } catch (IOException e) {
      LOG.warn("the damaged bytes could not be set aside: {}", e.toString());
    }
  }
}
