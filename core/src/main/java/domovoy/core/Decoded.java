package domovoy.core;

import java.util.List;

/** One item of a body of readings: a reading, or what is wrong with it. */
public sealed interface Decoded {
  /** The number of its line or its place in the array, from 1. */
  int number();

  /** A reading that is well-formed. */
  record Sent(int number, SentReading reading) implements Decoded {}

  /**
   * An item that is not.
   *
   * @param faults every field that is wrong
   * @param sent the beginning of what was sent
   */
  record Malformed(int number, List<InvalidInputException.Fault> faults, String sent)
      implements Decoded {
    private static final int LONGEST = 200;

    public Malformed {
      faults = List.copyOf(faults);
      sent = sent.length() <= LONGEST ? sent : sent.substring(0, LONGEST) + "…";
    }
  }
}
