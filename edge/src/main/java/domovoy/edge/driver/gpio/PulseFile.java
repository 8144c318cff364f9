package domovoy.edge.driver.gpio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A count on disk. It is replaced as a whole, so there is always a good one. For one thread. */
final class PulseFile {
  private static final Logger LOG = LoggerFactory.getLogger(PulseFile.class);

  private final Path file;
  private long pulses;
  private long keptAt = System.nanoTime();

  private PulseFile(Path file, long pulses) {
    this.file = file;
    this.pulses = pulses;
  }

  /**
   * Opens the count; 0 when there is no file yet.
   *
   * @throws IOException when the file holds something else: a count is never begun anew by mistake
   */
  static PulseFile open(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new PulseFile(file, 0);
    }
    try {
      return new PulseFile(file, Long.parseLong(Files.readString(file).strip()));
    } catch (NumberFormatException e) {
      throw new IOException(file + " holds no count; write the number of pulses into it", e);
    }
  }

  long pulses() {
    return pulses;
  }

  /** When it was last kept or found unchanged, on {@link System#nanoTime}. */
  long keptAt() {
    return keptAt;
  }

  /** Keeps the count; on disk when this returns. */
  void keep(long count) throws IOException {
    keptAt = System.nanoTime();
    if (count == pulses) {
      return;
    }
    Files.createDirectories(file.getParent());
    var fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(fresh, Long.toString(count));
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    pulses = count;
  }

  void keepOrLog(long count) {
    try {
      keep(count);
    } catch (IOException e) {
      LOG.error("{} cannot be written: {} pulses since are lost", file, count - pulses, e);
    }
  }
}
