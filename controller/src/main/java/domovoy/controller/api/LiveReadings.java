package domovoy.controller.api;

import domovoy.core.Decoded;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.InvalidInputException.Fault;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.ReadingJson;
import domovoy.core.SentReading;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads live readings: all of a body or nothing of it. */
final class LiveReadings {
  /** A sender's clock may be that far ahead of ours. */
  static final Duration FURTHEST_AHEAD = Duration.ofMinutes(5);

  static final int MOST = 10_000;

  private final House house;
  private final Instant now;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();

  private LiveReadings(House house, Instant now) {
    this.house = house;
    this.now = now;
  }

  /**
   * The readings of a body.
   *
   * @throws InvalidInputException naming every fault, by the reading's place from 0
   */
  static List<Reading> read(byte[] body, House house, Instant now) {
    var all = new LiveReadings(house, now);
    ReadingJson.decode(body, all::take);
    if (all.readings.size() > MOST) {
      all.faults.add(
          new Fault(
              "body", "at most %d readings".formatted(MOST), all.readings.size() + " readings"));
    }
    if (!all.faults.isEmpty()) {
      throw new InvalidInputException(all.faults);
    }
    return all.readings;
  }

  private void take(Decoded item) {
    var place = "[%d]".formatted(item.number() - 1);
    switch (item) {
      case Decoded.Sent(_, var sent) -> {
        try {
          readings.add(check(sent));
        } catch (InvalidInputException e) {
          e.faults().forEach(it -> faults.add(it.under(place)));
        }
      }
      case Decoded.Malformed malformed ->
          malformed.faults().forEach(it -> faults.add(it.under(place)));
    }
  }

  private Reading check(SentReading sent) {
    var point = house.requirePoint(new PointId(sent.point()));
    var time = sent.time().orElse(now);
    if (time.isAfter(now.plus(FURTHEST_AHEAD))) {
      throw new InvalidInputException(
          "time",
          "a time at most %d minutes in the future".formatted(FURTHEST_AHEAD.toMinutes()),
          time.toString());
    }
    var quality = sent.quality();
    var value = inUnitOf(point.unit(), sent.value(), sent.unit());
    // a value out of range is kept as evidence when its sender says that it is
    var evidence =
        quality == Quality.OUT_OF_RANGE
            && value instanceof Value.Number
            && point.accepts() instanceof ValueType.Number;
    return new Reading(point.id(), evidence ? value : point.accepts().accept(value), time, quality);
  }

  /**
   * The value in the wanted unit.
   *
   * @throws InvalidInputException naming {@code unit} when it does not convert
   */
  static Value inUnitOf(Unit wanted, Value value, Optional<Unit> given) {
    if (given.isEmpty() || given.get().equals(wanted)) {
      return value;
    }
    var converter = given.get().converterTo(wanted);
    return value instanceof Value.Number(var number)
        ? Value.of(converter.applyAsDouble(number))
        : value;
  }
}
