package domovoy.alerting.backtest;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.alerting.Explanation;
import domovoy.core.PointId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What rules would have done from one time to another.
 *
 * @param readings how many readings they saw in that time
 * @param rules rule by rule
 * @param actuators point by point
 * @param took how long the backtest ran in real time
 */
public record BacktestReport(
    Instant from,
    Instant until,
    long readings,
    List<RuleReport> rules,
    List<ActuatorReport> actuators,
    Duration took) {

  /** Most stretches and beginnings that are kept of each rule and actuator; all are counted. */
  public static final int MOST_KEPT = 5_000;

  /**
   * What a rule would have done.
   *
   * @param activations how often it would have begun
   * @param active for how long it would have held in all
   * @param incidents how many incidents it would have opened
   * @param notifications how often it would have told people
   * @param failures how often it would have been cut off
   * @param firings the beginnings, the first {@value #MOST_KEPT}
   */
  public record RuleReport(
      String rule,
      long activations,
      Duration active,
      long incidents,
      long notifications,
      long failures,
      List<Firing> firings) {}

  /**
   * One time that a rule held.
   *
   * @param from when it began
   * @param until when it ended; empty: it still held at the end
   * @param explanation why it began, if it did something then
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Firing(Instant from, Optional<Instant> until, Optional<Explanation> explanation) {}

  /**
   * What an actuator would have been told.
   *
   * @param claimed for how long any rule would have claimed it
   * @param on for how long it would have been claimed on, or to a number above zero
   * @param switches how often the claimed value would have changed
   * @param compared for how long there was both a claim and a recorded value
   * @param differing for how long of that the two were not the same
   * @param spans the stretches, the first {@value #MOST_KEPT}
   */
  public record ActuatorReport(
      PointId point,
      Duration claimed,
      Duration on,
      long switches,
      Duration compared,
      Duration differing,
      List<Span> spans) {}
}
