package domovoy.alerting;

import domovoy.alerting.language.Condition;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Title;
import domovoy.core.TraceId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Explains what one rule does, from what is known at that moment. */
final class Explainer {
  private final Rule rule;
  private final World world;
  private final RuleCells cells;
  private final Sentences sentences;

  Explainer(Rule rule, World world, RuleCells cells, Sentences sentences) {
    this.rule = rule;
    this.world = world;
    this.cells = cells;
    this.sentences = sentences;
  }

  /**
   * Why something is done.
   *
   * @param since since when the condition has held; {@link Nanos#NEVER}: since now
   */
  Explanation done(Title what, long since) {
    var readings = readings(rule.when());
    var start = since == Nanos.NEVER ? world.now() : since;
    var held = Duration.ofNanos(world.now() - start);
    return explanation(rule.when(), readings, start, sentences.holds(rule, what, readings, held));
  }

  /** Why a point is set. */
  Explanation set(Action.SetPoint set, long since) {
    return done(sentences.setting(set.point(), set.value()), since);
  }

  /** Why something ends. */
  Explanation ended(Title what, Title cause) {
    var condition = rule.until().orElse(rule.when());
    var readings = readings(condition);
    return explanation(
        condition, readings, world.now(), sentences.ends(rule, what, readings, cause));
  }

  /** Why a point is let go. */
  Explanation released(PointId point, Title cause) {
    return ended(sentences.name(point), cause);
  }

  /** That these points cannot be trusted. */
  Title blind(List<PointId> points) {
    return sentences.blind(rule, points);
  }

  private Explanation explanation(
      Condition condition, Map<PointId, Reading> readings, long start, Title sentence) {
    return new Explanation(
        rule.id(),
        rule.version(),
        condition.text(),
        List.copyOf(readings.values()),
        Nanos.instant(start),
        trace(readings),
        sentence);
  }

  private Map<PointId, Reading> readings(Condition condition) {
    var readings = new LinkedHashMap<PointId, Reading>();
    for (var id : new Support(cells.evaluator()).of(condition.expression())) {
      world.point(id).latest().ifPresent(it -> readings.put(id, it));
    }
    return readings;
  }

  private TraceId trace(Map<PointId, Reading> readings) {
    return readings.keySet().stream()
        .map(world::point)
        .max((left, right) -> Long.compare(left.time(), right.time()))
        .flatMap(PointState::trace)
        .orElseGet(() -> trace(rule.id(), world.now()));
  }

  /** The trace of what no reading caused; the same for the same rule and time. */
  static TraceId trace(String rule, long time) {
    var name = (rule + "@" + time).getBytes(StandardCharsets.UTF_8);
    return new TraceId(UUID.nameUUIDFromBytes(name).toString().replace("-", ""));
  }
}
