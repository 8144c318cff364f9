package domovoy.history;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps readings. May be called from several threads. */
public interface HistoryWriter {

  /**
   * Writes a batch and returns when the store has it for good: killed with -9 afterwards, it still
   * has it. A reading of the same point and time as one already kept replaces it, so a batch may be
   * sent again.
   *
   * @param lines line protocol with times in nanoseconds (see {@link domovoy.core.LineProtocol}),
   *     UTF-8, one a line; at most a few MB
   * @throws HistoryException when not all of it is kept; its kind says what to do
   */
  void write(byte[] lines) throws HistoryException;

  /** As {@link #write(byte[])}, for lines without line feeds. */
  default void write(List<String> lines) throws HistoryException {
    if (!lines.isEmpty()) {
      write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
  }
}
