package domovoy.alerting.scenario;

import domovoy.alerting.file.Place;
import java.time.Instant;
import java.util.List;

/**
 * A test of rules.
 *
 * @param name what it shows
 * @param start the time it begins at
 * @param steps what happens and what is expected, in order
 * @param place where it stands in its file
 */
public record Scenario(String name, Instant start, List<Step> steps, Place place) {
  public Scenario {
    steps = List.copyOf(steps);
  }
}
