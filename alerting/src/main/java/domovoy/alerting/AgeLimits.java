package domovoy.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.PointId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How old a reading may be before a rule takes it as unknown.
 *
 * @param usual for points not named; empty: any age will do
 * @param points for named points
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record AgeLimits(Optional<Duration> usual, Map<PointId, Optional<Duration>> points) {
  /** What holds for a rule that says nothing: an hour. */
  public static final AgeLimits USUAL = new AgeLimits(Optional.of(Duration.ofHours(1)), Map.of());

  public AgeLimits {
    points = Map.copyOf(points);
  }

  public Optional<Duration> of(PointId point) {
    return points.getOrDefault(point, usual);
  }
}
