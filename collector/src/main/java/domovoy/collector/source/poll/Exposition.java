package domovoy.collector.source.poll;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads what targets of Prometheus tell, in its text format 0.0.4 and in OpenMetrics 1.0. Times of
 * samples are left out: they differ between the two, and a target is asked for what is now.
 */
final class Exposition {
  /** One sample: a metric with labels, and its number. */
  record Sample(String metric, Map<String, String> labels, double value) {}

  private Exposition() {}

  /** The samples of these metrics; lines that cannot be read are passed over. */
  static List<Sample> samples(byte[] body, Predicate<String> isWanted) {
    var samples = new ArrayList<Sample>();
    new String(body, StandardCharsets.UTF_8)
        .lines()
        .filter(it -> !it.isBlank() && !it.startsWith("#"))
        .forEach(it -> sample(it, isWanted).ifPresent(samples::add));
    return samples;
  }

  private static Optional<Sample> sample(String line, Predicate<String> isWanted) {
    var end = 0;
    while (end < line.length() && "{ \t".indexOf(line.charAt(end)) < 0) {
      end++;
    }
    var metric = line.substring(0, end);
    if (!isWanted.test(metric)) {
      return Optional.empty();
    }
    var labels = new HashMap<String, String>();
    var rest = end;
    if (end < line.length() && line.charAt(end) == '{') {
      rest = labels(line, end + 1, labels);
    }
    if (rest < 0) {
      return Optional.empty();
    }
    var fields = line.substring(rest).strip().split("[ \t]+");
    try {
      return Optional.of(new Sample(metric, Map.copyOf(labels), number(fields[0])));
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Returns where the labels end, or -1 when they do not. */
  private static int labels(String line, int from, Map<String, String> labels) {
    var at = from;
    while (at < line.length()) {
      while (at < line.length() && ", ".indexOf(line.charAt(at)) >= 0) {
        at++;
      }
      if (at < line.length() && line.charAt(at) == '}') {
        return at + 1;
      }
      var equals = line.indexOf("=\"", at);
      if (equals < 0) {
        return -1;
      }
      var name = line.substring(at, equals).strip();
      var value = new StringBuilder();
      at = equals + 2;
      while (at < line.length() && line.charAt(at) != '"') {
        if (line.charAt(at) == '\\' && at + 1 < line.length()) {
          at++;
          value.append(line.charAt(at) == 'n' ? '\n' : line.charAt(at));
        } else {
          value.append(line.charAt(at));
        }
        at++;
      }
      labels.put(name, value.toString());
      at++;
    }
    return -1;
  }
}
