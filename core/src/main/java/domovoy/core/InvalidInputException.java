package domovoy.core;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Input that was refused at the edge of the system. It names every field that is wrong and what was
 * expected there, so that one reply lets the sender mend everything.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One thing that is wrong.
   *
   * @param field the field as the sender wrote it, for example {@code value} or {@code
   *     points[3].unit}
   * @param expected what would have been accepted, for example {@code a number from -40 to 85}
   * @param got what was sent, shortened
   */
  public record Fault(String field, String expected, String got) {
    private static final int LONGEST = 80;

    public Fault {
      got = got.length() <= LONGEST ? got : got.substring(0, LONGEST) + "…";
    }

    @Override
    public String toString() {
      return got.isEmpty()
          ? "%s: expected %s".formatted(field, expected)
          : "%s: expected %s, got %s".formatted(field, expected, got);
    }

    /** The same fault seen from the level above: {@code unit} becomes {@code points[3].unit}. */
    public Fault under(String parent) {
      return new Fault(parent + "." + field, expected, got);
    }
  }

  private final transient List<Fault> faults;

  public InvalidInputException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  public InvalidInputException(String field, String expected, String got) {
    this(List.of(new Fault(field, expected, got)));
  }

  /** Every fault that was found, at least one. */
  public List<Fault> faults() {
    return faults;
  }
}
