package domovoy.alerting.scenario;

import java.time.Duration;
import java.util.List;

/**
 * What came of a scenario.
 *
 * @param log everything that happened, one line each
 * @param differences what was not as expected; empty when it passed
 * @param took how long it took in real time
 */
public record ScenarioResult(
    Scenario scenario, List<String> log, List<Difference> differences, Duration took) {
  public ScenarioResult {
    log = List.copyOf(log);
    differences = List.copyOf(differences);
  }

  /**
   * One thing that was not as expected.
   *
   * @param step the step that expected it
   * @param time the simulated time of day
   * @param what the point or list that was looked at
   */
  public record Difference(Step step, String time, String what, String expected, String was) {}

  public boolean passed() {
    return differences.isEmpty();
  }
}
