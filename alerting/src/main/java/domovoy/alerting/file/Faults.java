package domovoy.alerting.file;

import domovoy.core.InvalidInputException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong in a file, so that one answer names all of it. */
public final class Faults {
  private static final int MOST = 100;

  private final List<InvalidInputException.Fault> found = new ArrayList<>();

  /**
   * Notes a fault.
   *
   * @param path what was being read there, such as {@code rules[2].when}
   * @param expected what would have been right, with the nearest known name
   * @param got what stands there
   */
  public void add(Place place, String path, String expected, String got) {
    if (found.size() < MOST) {
      found.add(new InvalidInputException.Fault("%s (%s)".formatted(place, path), expected, got));
    }
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public int count() {
    return found.size();
  }

  /**
   * @throws InvalidInputException with all faults, if there are any
   */
  public void raise() {
    if (!found.isEmpty()) {
      throw new InvalidInputException(found);
    }
  }
}
