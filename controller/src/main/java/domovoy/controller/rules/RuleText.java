package domovoy.controller.rules;

import domovoy.alerting.file.Place;
import java.util.List;
import java.util.stream.Collectors;

/** The text of one rule, cut out of its file. */
final class RuleText {
  private RuleText() {}

  /**
   * The lines of the rule, comments among them, as if it stood alone.
   *
   * @param file the text of the file
   * @param place where the rule begins, behind its dash
   */
  static String of(String file, Place place) {
    var lines = file.lines().toList();
    var indent = place.column() - 1;
    var rest = lines.subList(place.line() - 1, lines.size());
    var own =
        rest.stream()
            .skip(1)
            .takeWhile(it -> it.isBlank() || indentOf(it) >= indent)
            .collect(Collectors.toList());
    own.addFirst(" ".repeat(indent) + rest.getFirst().substring(indent));
    return trimmed(own).stream()
            .map(it -> it.substring(Math.min(indent, it.length())))
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  private static int indentOf(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static List<String> trimmed(List<String> lines) {
    while (lines.getLast().isBlank()) {
      lines.removeLast();
    }
    return lines;
  }
}
