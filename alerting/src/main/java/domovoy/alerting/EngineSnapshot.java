package domovoy.alerting;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Reading;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that an engine must remember over a restart. It goes to JSON and back without loss.
 *
 * @param time when it was taken
 * @param mode the house's mode, once told
 * @param presence who is at home
 * @param alerts outside alerts that are firing
 * @param pausedUntil until when automation rests
 * @param points what is known of points that rules watch
 * @param rules how far each rule has come
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record EngineSnapshot(
    Instant time,
    Optional<String> mode,
    Map<String, Boolean> presence,
    Set<String> alerts,
    Optional<Instant> pausedUntil,
    List<PointMemory> points,
    List<RuleMemory> rules) {

  /**
   * The same with every value in its point's own form: JSON does not tell a choice from a text.
   * What the house no longer has or takes is left out.
   */
  EngineSnapshot in(House house) {
    return new EngineSnapshot(
        time,
        mode,
        presence,
        alerts,
        pausedUntil,
        points.stream().flatMap(it -> it.in(house).stream()).toList(),
        rules.stream().map(it -> it.in(house)).toList());
  }

  private static Optional<Value> value(PointId point, Value value, House house) {
    try {
      return house.point(point).map(it -> it.accepts().accept(value));
    } catch (InvalidInputException _) {
      return Optional.empty();
    }
  }

  private static Optional<Reading> reading(Reading reading, House house) {
    return value(reading.point(), reading.value(), house)
        .map(it -> new Reading(reading.point(), it, reading.time(), reading.quality()));
  }

  /** A point's latest reading and its windows. */
  public record PointMemory(
      Reading reading,
      TraceId trace,
      Instant time,
      Instant goodTime,
      Instant changedAt,
      List<WindowMemory> windows) {

    private Optional<PointMemory> in(House house) {
      return EngineSnapshot.reading(reading, house)
          .map(it -> new PointMemory(it, trace, time, goodTime, changedAt, windows));
    }
  }

  /** A window: its span in nanoseconds and its buckets. */
  public record WindowMemory(long span, List<Window.Bucket> buckets) {}

  /**
   * A rule's state.
   *
   * @param id the rule
   * @param version the text of the rule that it belongs to
   * @param state whether it acted
   * @param priority the level of its claims
   * @param phase idle, waiting or active
   * @param since since when the condition has held
   * @param step the next action to be done
   * @param stepDue when a pause in the actions ends
   * @param claims what it holds
   * @param incidents keys of incidents it has opened
   * @param held for each {@code for(...)}, since when it has held
   * @param unknownAlarm whether its incident about unknown readings is open
   * @param graceFrom since when it has waited for first readings before it raises an alarm
   * @param failedUntil until when it is cut off
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record RuleMemory(
      String id,
      String version,
      Rule.State state,
      Priority priority,
      RuleStatus.Phase phase,
      Instant since,
      int step,
      Optional<Instant> stepDue,
      List<HeldMemory> claims,
      List<String> incidents,
      List<Optional<Instant>> held,
      boolean unknownAlarm,
      Instant graceFrom,
      Optional<Instant> failedUntil) {

    private RuleMemory in(House house) {
      var kept = claims.stream().flatMap(it -> it.in(house).stream()).toList();
      return new RuleMemory(
          id,
          version,
          state,
          priority,
          phase,
          since,
          step,
          stepDue,
          kept,
          incidents,
          held,
          unknownAlarm,
          graceFrom,
          failedUntil);
    }
  }

  /** A claim that a rule holds, or, lapsed, will hold again when its readings can be trusted. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record HeldMemory(
      Action.SetPoint action,
      Instant since,
      Optional<Instant> until,
      boolean renewed,
      boolean lapsed,
      Explanation explanation) {

    private Optional<HeldMemory> in(House house) {
      var readings =
          explanation.readings().stream()
              .flatMap(it -> EngineSnapshot.reading(it, house).stream())
              .toList();
      return EngineSnapshot.value(action.point(), action.value(), house)
          .map(it -> new Action.SetPoint(action.point(), it, action.expires()))
          .map(it -> new HeldMemory(it, since, until, renewed, lapsed, explanation.with(readings)));
    }
  }
}
