package domovoy.alerting.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a call, as text.
 *
 * @param parts the arguments in order
 * @param end the place after the closing parenthesis
 */
record Arguments(List<Part> parts, int end) {

  /** An argument without the space around it, and where it stands. */
  record Part(String text, int at) {}

  /** Reads from the opening parenthesis; empty when it is never closed. */
  static Optional<Arguments> read(String text, int open) {
    var parts = new ArrayList<Part>();
    var depth = 0;
    var start = open + 1;
    for (var at = open; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case '(', '[' -> depth++;
        case ')', ']' -> {
          depth--;
          if (depth == 0) {
            add(parts, text, start, at);
            return Optional.of(new Arguments(parts, at + 1));
          }
        }
        case ',' -> {
          if (depth == 1) {
            add(parts, text, start, at);
            start = at + 1;
          }
        }
        case '"', '\'' -> at = endOfText(text, at);
        default -> {}
      }
    }
    return Optional.empty();
  }

  private static int endOfText(String text, int start) {
    for (var at = start + 1; at < text.length(); at++) {
      if (text.charAt(at) == '\\') {
        at++;
      } else if (text.charAt(at) == text.charAt(start)) {
        return at;
      }
    }
    return text.length();
  }

  private static void add(List<Part> parts, String text, int start, int end) {
    var part = text.substring(start, end);
    if (!part.isBlank() || !parts.isEmpty()) {
      parts.add(new Part(part.strip(), start + part.length() - part.stripLeading().length()));
    }
  }
}
