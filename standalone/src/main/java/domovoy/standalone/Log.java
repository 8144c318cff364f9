package domovoy.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** One line a record: time, level, who, what. */
final class Log {
  private static final int FILE_BYTES = 10 << 20;
  private static final int FILES = 5;

  private Log() {}

  static void toStandardError() {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format",
        "%1$tFT%1$tT.%1$tL%1$tz %4$-7s %3$s: %5$s%6$s%n");
    try (var settings = Log.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it to files in the folder, at most {@value #FILES}; only errors to standard error. */
  static void toFilesIn(Path folder) throws IOException {
    Files.createDirectories(folder);
    var handler =
        new FileHandler(folder.resolve("domovoy-%g.log").toString(), FILE_BYTES, FILES, true);
    handler.setFormatter(new SimpleFormatter());
    handler.setEncoding("UTF-8");
    var root = Logger.getLogger("");
    for (var other : root.getHandlers()) {
      other.setLevel(Level.SEVERE);
    }
    root.addHandler(handler);
  }
}
