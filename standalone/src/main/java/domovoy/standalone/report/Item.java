package domovoy.standalone.report;

import domovoy.core.Title;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One point in a report.
 *
 * @param point its name
 * @param title what the household calls it
 * @param unit of the steps
 * @param steps in order; only those that have readings
 * @param summary what the whole period comes to, in words and numbers
 */
public record Item(
    String point, Title title, String unit, List<Step> steps, SequencedMap<Title, Double> summary) {
  /**
   * A piece of the period.
   *
   * @param value energy used, or the mean
   * @param low the lowest in it
   * @param high the highest in it
   */
  public record Step(Instant start, double value, double low, double high) {}

  /** The number of that English name. */
  public double number(String name) {
    return summary.entrySet().stream()
        .filter(it -> it.getKey().in("en", "").equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Double.NaN);
  }
}
