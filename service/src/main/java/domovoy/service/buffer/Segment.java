package domovoy.service.buffer;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of the log.
 *
 * @param start the position of its first byte in the log; also its name
 */
record Segment(Path file, long start) {
  private static final Pattern NAME = Pattern.compile("(\\d{19})\\.log");

  static Segment in(Path directory, long start) {
    return new Segment(directory.resolve("%019d.log".formatted(start)), start);
  }

  static Optional<Segment> of(Path file) {
    var match = NAME.matcher(file.getFileName().toString());
    return match.matches()
        ? Optional.of(new Segment(file, Long.parseLong(match.group(1))))
        : Optional.empty();
  }
}
