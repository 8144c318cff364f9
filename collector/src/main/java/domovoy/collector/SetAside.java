package domovoy.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps lines that the history refused, each below a comment with the reason, in {@code
 * refused.lines}: mended, they can be sent again. At 16 MiB that file becomes {@code
 * refused.lines.old} and takes its place.
 */
final class SetAside {
  private static final Logger LOG = LoggerFactory.getLogger(SetAside.class);
  private static final long LARGEST = 16 << 20;

  private final Path file;

  SetAside(Path directory) {
    file = directory.resolve("refused.lines");
  }

  void add(String line, String reason) {
    var text = "# %s%n%s%n".formatted(reason.replaceAll("\\R", " "), line);
    try {
      if (Files.exists(file) && Files.size(file) + text.length() > LARGEST) {
        var old = file.resolveSibling("refused.lines.old");
        LOG.warn("{} is full and becomes {}", file, old.getFileName());
        Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
      }
      try (var channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND)) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a refused line cannot be set aside", e);
    }
  }
}
