package domovoy.collector.replay;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Shows how far it is: a bar on a terminal, a line now and then elsewhere. */
final class Progress {
  private static final int WIDTH = 30;
  private static final Duration BAR_EVERY = Duration.ofMillis(200);
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final PrintWriter out;
  private final boolean isTerminal;
  private final long before;
  private final long total;
  private final long start = System.nanoTime();
  private long shown;

  /**
   * @param before rows that were streamed earlier
   */
  Progress(PrintWriter out, boolean isTerminal, long before, long total) {
    this.out = out;
    this.isTerminal = isTerminal;
    this.before = before;
    this.total = total;
    this.shown = start - LINE_EVERY.toNanos();
  }

  void at(long rows) {
    var now = System.nanoTime();
    if (now - shown >= (isTerminal ? BAR_EVERY : LINE_EVERY).toNanos()) {
      shown = now;
      show(rows);
    }
  }

  void end(long rows) {
    show(rows);
    if (isTerminal) {
      out.println();
      out.flush();
    }
  }

  private void show(long rows) {
    var seconds = (System.nanoTime() - start) / 1e9;
    var text = text(rows, total, (rows - before) / Math.max(seconds, 1e-3));
    if (isTerminal) {
      out.print("\r\u001b[2K" + bar(rows, total) + " " + text);
    } else {
      out.println(text);
    }
    out.flush();
  }

  static String bar(long rows, long total) {
    var filled = total == 0 ? WIDTH : (int) (WIDTH * rows / total);
    return "[" + "█".repeat(filled) + "░".repeat(WIDTH - filled) + "]";
  }

  /**
   * @param rate rows a second
   */
  static String text(long rows, long total, double rate) {
    var percent = total == 0 ? 100 : 100 * rows / total;
    var left = rows >= total || rate <= 0 ? "" : ", " + left((total - rows) / rate) + " left";
    return String.format(
        Locale.ROOT, "%3d %%  %,d of %,d rows, %,.0f rows/s%s", percent, rows, total, rate, left);
  }

  private static String left(double seconds) {
    var time = Duration.ofSeconds((long) Math.ceil(seconds));
    if (time.toHours() > 0) {
      return "%d h %02d min".formatted(time.toHours(), time.toMinutesPart());
    }
    return time.toMinutes() > 0
        ? "%d min %02d s".formatted(time.toMinutes(), time.toSecondsPart())
        : time.toSeconds() + " s";
  }
}
