package domovoy.alerting.file;

import java.util.Arrays;

/** The text of a file, and where its lines begin. */
final class Source {
  private final String text;
  private final int[] lines;

  Source(String text) {
    this.text = text;
    var count = 0;
    var starts = new int[(int) text.chars().filter(it -> it == '\n').count() + 1];
    for (var at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      starts[++count] = at + 1;
    }
    this.lines = starts;
  }

  String text() {
    return text;
  }

  Place place(int index) {
    var found = Arrays.binarySearch(lines, index);
    var line = found >= 0 ? found : -found - 2;
    return new Place(line + 1, index - lines[line] + 1);
  }

  /** The index of a mark that counts code points. */
  int index(int codePoints) {
    return text.offsetByCodePoints(0, Math.min(codePoints, text.codePointCount(0, text.length())));
  }

  /**
   * For each character of a scalar's value, where it stands in the text between two places: quotes,
   * escapes and the indentation of block scalars are stepped over.
   */
  int[] align(String value, int from, int to) {
    var origins = new int[value.length() + 1];
    var at = from;
    for (var index = 0; index < value.length(); index++) {
      var wanted = value.charAt(index);
      var found = Character.isWhitespace(wanted) ? at : text.indexOf(wanted, at);
      if (found >= 0 && found < to) {
        at = found;
      }
      origins[index] = Math.min(at, Math.max(from, to - 1));
      if (!Character.isWhitespace(wanted) || at < to && Character.isWhitespace(text.charAt(at))) {
        at = Math.min(at + 1, to);
      }
    }
    origins[value.length()] = Math.min(at, to);
    return origins;
  }
}
