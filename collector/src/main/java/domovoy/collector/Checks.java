package domovoy.collector;

import domovoy.core.InvalidInputException;
import domovoy.core.Reading;
import domovoy.core.SentReading;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Makes readings of the house out of what was sent: point, unit, type, range, time. Pure. */
final class Checks {
  /** How far ahead of ours a sender's clock may be. */
  static final Duration AHEAD = Duration.ofMinutes(5);

  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("2262-01-01T00:00:00Z");

  private Checks() {}

  /**
   * @param now the time of arrival, taken where the sender gives none
   */
  static Checked check(KnownPoints points, SentReading sent, Instant now) {
    var found = points.find(sent.point());
    if (found.isEmpty()) {
      return refused(RefusalCause.UNKNOWN_POINT, points.house().unknownPoint(sent.point()));
    }
    var known = found.get();
    var time = sent.time().orElseGet(() -> now.truncatedTo(ChronoUnit.MICROS));
    if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
      return refused(
          RefusalCause.IMPOSSIBLE_TIME,
          new InvalidInputException("time", "a time from 1970 on", time.toString()));
    }
    if (time.isAfter(now.plus(AHEAD))) {
      return refused(
          RefusalCause.FUTURE_TIME,
          new InvalidInputException(
              "time",
              "a time not after " + now.plus(AHEAD).truncatedTo(ChronoUnit.SECONDS),
              time.toString()));
    }
    Value value;
    try {
      value = converted(sent, known);
    } catch (InvalidInputException e) {
      return refused(RefusalCause.WRONG_UNIT, e);
    }
    try {
      var accepted = known.point().accepts().accept(value);
      return new Checked.Accepted(
          known, new Reading(known.point().id(), accepted, time, sent.quality()));
    } catch (InvalidInputException e) {
      var isNumber = known.point().accepts() instanceof ValueType.Number;
      return refused(
          isNumber && value instanceof Value.Number
              ? RefusalCause.OUT_OF_RANGE
              : RefusalCause.WRONG_TYPE,
          e);
    }
  }

  private static Value converted(SentReading sent, KnownPoints.Known known) {
    if (sent.unit().isEmpty() || sent.unit().get().equals(known.point().unit())) {
      return sent.value();
    }
    Unit unit = sent.unit().get();
    if (!(sent.value() instanceof Value.Number(var number))
        || !(known.point().accepts() instanceof ValueType.Number)) {
      throw new InvalidInputException("unit", "none, as the value is not a number", unit.code());
    }
    return Value.of(unit.converterTo(known.point().unit()).applyAsDouble(number));
  }

  private static Checked.Refused refused(RefusalCause cause, InvalidInputException e) {
    return new Checked.Refused(cause, e.faults());
  }
}
