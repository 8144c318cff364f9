package domovoy.edge.flash;

import domovoy.edge.driver.arduino.BoardProbe.Answer.Announced;

/** How it ended. */
public sealed interface FlashOutcome {
  /** The new program runs, and is the last good one from now on. */
  record Flashed(Announced board) implements FlashOutcome {}

  /**
   * The new one does not; the last good one runs again.
   *
   * @param why what the new one lacked
   */
  record RolledBack(String why, Announced board) implements FlashOutcome {}

  /**
   * The board does not run.
   *
   * @param why what the new program lacked, and why there is no way back
   */
  record Failed(String why) implements FlashOutcome {}
}
