package domovoy.history;

import java.util.List;

/** The history store did not do what it was asked. What kind it is says what to do about it. */
public abstract sealed class HistoryException extends Exception {
  private static final long serialVersionUID = 1L;

  private HistoryException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call may succeed later without anyone changing anything. */
  public abstract boolean isRetriable();

  /** The store is down, busy, starting or full: try again later. */
  public static final class Unavailable extends HistoryException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isRetriable() {
      return true;
    }
  }

  /** The store does not accept the token or the user: someone must mend the settings. */
  public static final class Unauthorized extends HistoryException {
    private static final long serialVersionUID = 1L;

    public Unauthorized(String message) {
      super(message, null);
    }

    @Override
    public boolean isRetriable() {
      return false;
    }
  }

  /**
   * The store will never accept some of the lines. The others may be kept or not: send them again
   * without these, a line sent twice is kept once.
   */
  public static final class Refused extends HistoryException {
    private static final long serialVersionUID = 1L;

    private final transient List<RefusedLine> lines;

    /**
     * @param lines those that the store named; empty when it did not say which
     */
    public Refused(String message, List<RefusedLine> lines) {
      super(message, null);
      this.lines = List.copyOf(lines);
    }

    /**
     * The lines that the store named, perhaps not all. Empty: it did not say which; a batch of one
     * line is it, a larger one is to be split.
     */
    public List<RefusedLine> lines() {
      return lines;
    }

    @Override
    public boolean isRetriable() {
      return false;
    }
  }

  /**
   * A line that the store refused.
   *
   * @param number its place in the batch, from 1
   * @param reason why, in the store's words
   */
  public record RefusedLine(int number, String reason) {}
}
