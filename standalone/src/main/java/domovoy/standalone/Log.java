package domovoy.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** One line a record on standard error: time, level, who, what. */
final class Log {
  private Log() {}

  static void configure() {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format",
        "%1$tFT%1$tT.%1$tL%1$tz %4$-7s %3$s: %5$s%6$s%n");
    try (var settings = Log.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
