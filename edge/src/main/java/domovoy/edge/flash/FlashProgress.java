package domovoy.edge.flash;

/**
 * How far it is.
 *
 * @param percent of this step, 0 to 100
 */
public record FlashProgress(Step step, int percent) {
  /** What is being done. */
  public enum Step {
    /** Listening whether the board announces itself. */
    LISTENING,
    /** Reading the program that is on the board. */
    READING,
    WRITING,
    /** Reading back what was written. */
    VERIFYING,
    /** Writing the last good program again. */
    ROLLING_BACK
  }
}
