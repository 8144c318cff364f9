package domovoy.alerting.scenario;

import domovoy.alerting.file.Place;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of a scenario. */
public sealed interface Step {

  Place place();

  /** Readings that arrive now. */
  record Readings(Map<PointId, Value> values, Place place) implements Step {}

  /** The last values come again, with these qualities. */
  record Qualities(Map<PointId, Quality> qualities, Place place) implements Step {}

  /** Time that passes. */
  record Pass(Duration duration, Place place) implements Step {}

  /** The engine is down for that long and goes on with what it remembered. */
  record Restart(Duration down, Place place) implements Step {}

  record Mode(String mode, Place place) implements Step {}

  record Presence(Map<String, Boolean> people, Place place) implements Step {}

  record Alerts(Map<String, Boolean> firing, Place place) implements Step {}

  /** What the rules must claim now; empty: nothing. */
  record Claimed(Map<PointId, Optional<Value>> values, Place place) implements Step {}

  /** The rules whose incidents must be open now, and no others. */
  record Incidents(List<String> rules, Place place) implements Step {}

  /** What people must have been told since the last such line: parts of the texts, in order. */
  record Told(List<String> texts, Place place) implements Step {}

  /** The scenes that must have been run since the last such line. */
  record Scenes(List<String> scenes, Place place) implements Step {}
}
