package domovoy.bench;

import domovoy.alerting.Effect;
import domovoy.alerting.Event;
import domovoy.alerting.Rule;
import domovoy.alerting.RuleEngine;
import domovoy.alerting.RuleSet;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Site;
import domovoy.core.Title;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule engine with many rules, and readings that never end. Each sensor is read once a second of
 * the engine's time; every hundredth reading is over all thresholds. A quarter of the rules
 * compares at once, a quarter has an end of its own, a quarter waits three seconds, a quarter looks
 * at the mean of ten minutes; each has an actuator of its own.
 */
final class EngineLoad {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final TraceId TRACE = new TraceId("00000000000000000000000000000003");
  private static final long SECOND = 1_000_000_000L;
  private static final int HIGH_EVERY = 100;
  private static final int AT_ONCE = 1_000;

  private final RuleEngine engine;
  private final PointId[] sensors;
  private long read;

  /**
   * @param rules how many rules
   * @param watchers how many of them look at each sensor
   */
  EngineLoad(int rules, int watchers) {
    var count = Math.max(1, rules / watchers);
    sensors = new PointId[count];
    for (var index = 0; index < count; index++) {
      sensors[index] = new PointId(sensor(index));
    }
    var house = house(count, rules);
    engine = new RuleEngine(rules(rules, count, house), house, START);
  }

  private static String sensor(int index) {
    return "s%d.temperature".formatted(index);
  }

  private static String actuator(int index) {
    return "a%d.relay".formatted(index);
  }

  private static House house(int sensors, int rules) {
    var points = new ArrayList<Point>();
    for (var index = 0; index < sensors; index++) {
      points.add(Point.sensor(sensor(index), "temperature", "Cel", -40, 85));
    }
    for (var index = 0; index < rules; index++) {
      points.add(Point.onOffActuator(actuator(index), "switch"));
    }
    return new House(
        Site.of("bench", ZoneId.of("UTC")),
        List.of(new Area("bench", Title.NONE)),
        List.of(new Device("bench", "bench", Title.NONE, Optional.empty(), points)));
  }

  private static RuleSet rules(int rules, int sensors, House house) {
    var read = new ArrayList<Rule>();
    for (var start = 0; start < rules; start += AT_ONCE) {
      var text = new StringBuilder("rules:\n");
      for (var index = start; index < Math.min(rules, start + AT_ONCE); index++) {
        text.append(rule(index, sensor(index % sensors)));
      }
      read.addAll(RuleSet.parse(text.toString(), house).rules());
    }
    return new RuleSet(read);
  }

  private static String rule(int index, String sensor) {
    var condition =
        switch (index % 4) {
          case 0 -> "when: %s > 25".formatted(sensor);
          case 1 -> "when: %1$s > 25, until: %1$s < 23".formatted(sensor);
          case 2 -> "when: %s > 25, for: 3s".formatted(sensor);
          default -> "when: \"avg(%s, 10m) > 25\"".formatted(sensor);
        };
    return "  - {id: r%d, %s, then: [{set: {point: %s, value: on}}]}\n"
        .formatted(index, condition, actuator(index));
  }

  /** Hands the engine the next reading. */
  List<Effect> next() {
    var round = read / sensors.length;
    var index = (int) (read % sensors.length);
    read++;
    var time = START.plusNanos(round * SECOND + index * SECOND / sensors.length);
    var value = (round + index) % HIGH_EVERY == 0 ? 30.0 : 20.0 + (round & 7) * 0.25;
    return engine.on(
        new Event.ReadingArrived(Reading.good(sensors[index], Value.of(value), time), time, TRACE));
  }
}
