package domovoy.alerting.scenario;

import java.util.List;

/** Results for a person at a terminal: what failed, how it differed, and what happened before. */
public final class ScenarioReport {
  private ScenarioReport() {}

  public static String of(String file, List<ScenarioResult> results) {
    var text = new StringBuilder();
    for (var result : results) {
      text.append(result.passed() ? "  ok    " : "  FAIL  ")
          .append(result.scenario().name())
          .append('\n');
      if (!result.passed()) {
        failure(text, file, result);
      }
    }
    return text.toString();
  }

  private static void failure(StringBuilder text, String file, ScenarioResult result) {
    for (var difference : result.differences()) {
      text.append(
          "        %s:%d at %s%n          - expected  %s = %s%n          + was       %s = %s%n"
              .formatted(
                  file,
                  difference.step().place().line(),
                  difference.time(),
                  difference.what(),
                  difference.expected(),
                  difference.what(),
                  difference.was()));
    }
    text.append("        what happened:\n");
    result.log().forEach(it -> text.append("          ").append(it).append('\n'));
  }
}
