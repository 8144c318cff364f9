package domovoy.alerting.backtest;

import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.PriorityArray;
import domovoy.core.Slot;
import domovoy.core.Source;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Follows what an actuator is claimed to be and what it really was. */
final class ActuatorTrack {
  private final PointId point;
  private final Instant from;
  private final List<Span> spans = new ArrayList<>();
  private PriorityArray array = PriorityArray.EMPTY;
  private Optional<Slot> claim = Optional.empty();
  private Optional<Value> recorded = Optional.empty();
  private Instant spanStart;
  private Optional<Value> recordedAtStart = Optional.empty();
  private Instant lookedAt;
  private Duration claimed = Duration.ZERO;
  private Duration on = Duration.ZERO;
  private Duration compared = Duration.ZERO;
  private Duration differing = Duration.ZERO;
  private long switches;

  ActuatorTrack(PointId point, Instant from) {
    this.point = point;
    this.from = from;
    this.spanStart = from;
    this.lookedAt = from;
  }

  void claim(Priority priority, Slot slot, Instant now) {
    lookAt(now);
    array = array.with(priority, slot);
    settle(now);
  }

  void release(Priority priority, Source source, Instant now) {
    lookAt(now);
    if (array.slot(priority).filter(it -> it.source().equals(source)).isPresent()) {
      array = array.without(priority);
    }
    settle(now);
  }

  void record(Value value, Instant now) {
    lookAt(now);
    recorded = Optional.of(value);
  }

  /** Counts the time up to now. */
  private void lookAt(Instant now) {
    if (!now.isAfter(lookedAt)) {
      return;
    }
    var passed = Duration.between(lookedAt, now);
    lookedAt = now;
    if (claim.isEmpty()) {
      return;
    }
    claimed = claimed.plus(passed);
    var value = claim.get().value();
    if (value.equals(Value.ON) || value instanceof Value.Number(var number) && number > 0) {
      on = on.plus(passed);
    }
    if (recorded.isPresent()) {
      compared = compared.plus(passed);
      if (!recorded.get().equals(value)) {
        differing = differing.plus(passed);
      }
    }
  }

  private void settle(Instant now) {
    var winner = array.winner().map(it -> it.getValue());
    if (winner.map(Slot::value).equals(claim.map(Slot::value))
        && winner.map(Slot::source).equals(claim.map(Slot::source))) {
      return;
    }
    if (!winner.map(Slot::value).equals(claim.map(Slot::value)) && !now.isBefore(from)) {
      switches++;
    }
    close(now);
    claim = winner;
    spanStart = now.isBefore(from) ? from : now;
    recordedAtStart = recorded;
  }

  private void close(Instant now) {
    if (claim.isPresent() && now.isAfter(spanStart) && spans.size() < BacktestReport.MOST_KEPT) {
      var source = claim.get().source().name();
      spans.add(new Span(spanStart, now, claim.get().value(), source, recordedAtStart));
    }
  }

  BacktestReport.ActuatorReport report(Instant until) {
    lookAt(until);
    close(until);
    return new BacktestReport.ActuatorReport(
        point, claimed, on, switches, compared, differing, List.copyOf(spans));
  }
}
