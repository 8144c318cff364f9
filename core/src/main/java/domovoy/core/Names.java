package domovoy.core;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** How things are named, and what a misspelt name was probably meant to be. */
public final class Names {
  /** Longest name in characters. */
  public static final int LONGEST = 128;

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*");
  private static final Pattern DOTTED =
      Pattern.compile("[a-z0-9]+(?:-[a-z0-9]+)*(?:\\.[a-z0-9]+(?:-[a-z0-9]+)*)+");

  private Names() {}

  /**
   * Returns the name if it is lower-case words joined by hyphens ({@code living-room}).
   *
   * @throws InvalidInputException naming {@code field} when it is not
   */
  public static String requireName(String field, String name) {
    if (name == null || name.length() > LONGEST || !NAME.matcher(name).matches()) {
      throw new InvalidInputException(
          field,
          "lower-case words joined by hyphens, such as living-room",
          name == null ? "" : name);
    }
    return name;
  }

  static String requireDotted(String field, String name) {
    if (name == null || name.length() > LONGEST || !DOTTED.matcher(name).matches()) {
      throw new InvalidInputException(
          field,
          "lower-case words joined by hyphens and dots, such as water.main-valve",
          name == null ? "" : name);
    }
    return name;
  }

  /** The candidate fewest edits away, if it is near enough to be what was meant. */
  public static Optional<String> nearest(String wanted, Collection<String> candidates) {
    var limit = Math.max(2, wanted.length() / 3);
    return candidates.stream()
        .min(Comparator.<String>comparingInt(it -> distance(wanted, it)).thenComparing(it -> it))
        .filter(it -> distance(wanted, it) <= limit);
  }

  /** Levenshtein's edit distance. */
  private static int distance(String left, String right) {
    var above = new int[right.length() + 1];
    for (var column = 0; column < above.length; column++) {
      above[column] = column;
    }
    for (var row = 1; row <= left.length(); row++) {
      var current = new int[above.length];
      current[0] = row;
      for (var column = 1; column < above.length; column++) {
        var substitution = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1;
        current[column] =
            Math.min(
                above[column - 1] + substitution, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[right.length()];
  }
}
