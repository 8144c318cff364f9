package domovoy.collector;

import domovoy.core.InvalidInputException;
import domovoy.core.Reading;
import java.util.List;

/** What became of a well-formed reading. */
sealed interface Checked {
  /** It is a reading of the house. */
  record Accepted(KnownPoints.Known known, Reading reading) implements Checked {}

  /** It is not, and why. */
  record Refused(RefusalCause cause, List<InvalidInputException.Fault> faults) implements Checked {}
}
