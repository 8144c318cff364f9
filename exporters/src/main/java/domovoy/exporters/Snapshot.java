package domovoy.exporters;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The house as the controller answers it at a moment, with no more than is exported.
 *
 * @param site the site's id
 * @param points every point of the house
 * @param nodes every paired node
 */
record Snapshot(String site, List<PointNow> points, List<NodeNow> nodes) {

  /** An element of {@code GET /api/v1/points}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record PointNow(
      PointId id,
      String quantity,
      Unit unit,
      ValueType accepts,
      String area,
      String device,
      Optional<State> state) {}

  /** The latest reading of a point. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record State(Value value, Instant time, Quality quality) {

    /** Whether the value says something about the house. */
    boolean isPlausible() {
      return switch (quality) {
        case GOOD, LATE, FROZEN -> true;
        case OUT_OF_RANGE, MISSING -> false;
      };
    }
  }

  /** An element of {@code GET /api/v1/nodes}. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record NodeNow(String name, boolean reachable) {}
}
