package domovoy.standalone.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.alerting.Rule;
import domovoy.alerting.RuleSet;
import domovoy.alerting.backtest.Backtest;
import domovoy.alerting.backtest.BacktestReport;
import domovoy.collector.replay.Mapping;
import domovoy.collector.replay.RecordedReadings;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Reading;
import domovoy.core.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * A recording with the house that it is of.
 *
 * @param house the points of the recording, and those of a house file beside them
 */
record RecordedPast(Path file, Mapping mapping, House house) {

  /**
   * Reads the mapping.
   *
   * @param beside a {@code house.yaml} with more points, such as those that the rules command
   * @throws InvalidInputException naming what is wrong
   */
  static RecordedPast of(Path file, Path mapping, Optional<Path> beside) {
    var plan = Mapping.read(mapping);
    var house =
        beside
            .map(RecordedPast::read)
            .orElseGet(() -> House.empty(Site.of("recorded", plan.time().zone())));
    for (var area : plan.areas()) {
      house = house.area(area.id()).isPresent() ? house : house.with(area);
    }
    return new RecordedPast(file, plan, house.with(plan.toDevice()));
  }

  private static House read(Path file) {
    try {
      return Json.yaml().readValue(text("--house", file), House.class);
    } catch (JsonProcessingException e) {
      throw Json.explain(file.toString(), e);
    }
  }

  static String text(String field, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InvalidInputException(field, "a readable file", e.toString());
    }
  }

  /**
   * Runs rules over it.
   *
   * @param rules a rule file
   * @param chosen which of its rules; none: all
   * @param from a time, or a date; empty: from the beginning
   */
  BacktestReport run(
      Path rules,
      List<String> chosen,
      Optional<String> mode,
      Optional<String> from,
      Optional<String> to) {
    var all = RuleSet.parse(text("--rules", rules), house);
    var set =
        chosen.isEmpty() ? all : new RuleSet(chosen.stream().map(it -> one(all, it)).toList());
    var zone = house.site().zone();
    var first = from.map(it -> Moment.parse("--from", it, zone)).orElseGet(this::beginning);
    var last = to.map(it -> Moment.parse("--to", it, zone)).orElseGet(this::end);
    var points = new HashSet<>(Backtest.points(set));
    try (var readings = readings()) {
      Iterator<Reading> needed =
          StreamSupport.stream(Spliterators.spliteratorUnknownSize(readings, 0), false)
              .filter(it -> points.contains(it.point()))
              .iterator();
      return Backtest.run(set, house, needed, mode, first, last);
    }
  }

  private static Rule one(RuleSet all, String id) {
    return all.with(id, Rule.State.ENABLED).rule(id).orElseThrow(); // names the nearest one
  }

  private RecordedReadings readings() {
    return RecordedReadings.open(file, mapping);
  }

  private Instant beginning() {
    try (var readings = readings()) {
      if (!readings.hasNext()) {
        throw new InvalidInputException("--recording", "a recording with readings", "" + file);
      }
      return readings.next().time();
    }
  }

  private Instant end() {
    try (var readings = readings()) {
      var last = Instant.EPOCH;
      while (readings.hasNext()) {
        last = readings.next().time();
      }
      return last.plus(Duration.ofMinutes(1));
    }
  }
}
