package domovoy.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of the engine whatever happens: jumping clocks, wild readings, restarts. */
class EngineProperties {
  private static final House HOUSE = Houses.small();
  private static final RuleSet RULES =
      RuleSet.parse(
              """
              rules:
                - {id: a, when: bathroom.humidity > 65, until: bathroom.humidity < 55, for: 1m, unknown: hold, stale-after: 3m, then: [{set: {point: bathroom.fan, value: on, expires: 5m}}]}
                - {id: b, when: 'avg(bathroom.humidity, 10m) > 60 && mode != "away"', then: [{set: {point: bathroom.fan, value: off}}, {wait: 2m}, {scene: x}, {wait: 1h}, {scene: y}], missed: make-safe}
                - {id: c, when: 'rate(bedroom.temperature, 1h) > 5 || min(bedroom.temperature, 5m) > 25 || increase(boiler-room.energy, 1h) > 10', unknown: alarm, then: [{incident: {title: x}}, {set: {point: boiler-room.relay, value: off, expires: 1m}}]}
                - {id: d, priority: life-safety, unknown: alarm, when: kitchen.leak, until: 'for(!kitchen.leak, 2m)', then: [{set: {point: water.main-valve, value: off}}, {incident: {severity: critical, title: leak}}]}
                - {id: e, when: 'changed(living-room.blind, 3m) || age(kitchen.leak) > 10m', then: [{set: {point: living-room.light, value: 30, expires: 1m}}], afterwards: [{set: {point: living-room.light, value: 10, expires: 2m}}]}
                - {id: f, when: 'time >= "22:00" || sun.elevation > 10 || presence("anna")', state: shadow, then: [{set: {point: living-room.light, value: 70}}]}
                - {id: g, when: double(living-room.blind) > 1.0, then: [{scene: never}]}
              """,
              HOUSE)
          .and(ShippedRules.in(HOUSE));
  private static final TraceId TRACE = new TraceId("0af7651916cd43dd8448eb211c80319c");

  private record Held(PointId point, Priority priority) {}

  private static Event event(Random random, Instant now) {
    return switch (random.nextInt(12)) {
      case 0 -> new Event.ModeChanged(random.nextBoolean() ? "home" : "away", now);
      case 1 -> new Event.PresenceChanged("anna", random.nextBoolean(), now);
      case 2 ->
          random.nextInt(10) == 0
              ? new Event.AutomationPaused(now.plusSeconds(random.nextInt(600)), now)
              : new Event.TimePassed(now);
      case 3 -> new Event.TimePassed(now);
      default -> new Event.ReadingArrived(reading(random, now), now, TRACE);
    };
  }

  private static Reading reading(Random random, Instant now) {
    var points = HOUSE.points().values().stream().toList();
    var point = points.get(random.nextInt(points.size()));
    Value value =
        switch (point.accepts()) {
          case ValueType.Number(var minimum, var maximum) ->
              Value.of(minimum + random.nextDouble() * (Math.min(maximum, 200) - minimum));
          case ValueType.OnOff _ -> Value.of(random.nextBoolean());
          case ValueType.Choice(var labels) ->
              new Value.Choice(labels.get(random.nextInt(labels.size())));
          case ValueType.Text _ -> Value.of("x");
        };
    var skew =
        switch (random.nextInt(8)) {
          case 0 -> Duration.ofSeconds(random.nextInt(300) - 150);
          case 1 -> Duration.ofDays(random.nextInt(20_000) - 10_000);
          default -> Duration.ZERO;
        };
    var quality =
        random.nextInt(10) == 0
            ? Quality.values()[random.nextInt(Quality.values().length)]
            : Quality.GOOD;
    return new Reading(point.id(), value, now.plus(skew), quality);
  }

  private static Instant step(Random random, Instant now) {
    return switch (random.nextInt(40)) {
      case 0 -> now.minusSeconds(random.nextInt(50));
      case 1 -> now.minus(Duration.ofHours(random.nextInt(100)));
      case 2 -> now.plus(Duration.ofHours(random.nextInt(60)));
      case 3, 4, 5 -> now;
      default -> now.plusMillis(random.nextInt(60_000));
    };
  }

  @Property(tries = 50)
  void aSlotIsReleasedOnlyByWhomItIsHeldAndTimeAlwaysGoesOn(@ForAll long seed) {
    var random = new Random(seed);
    var now = Play.START;
    var engine = new RuleEngine(RULES, HOUSE, now);
    var slots = new HashMap<Held, Source>();
    for (var count = 0; count < 400; count++) {
      now = step(random, now);
      var effects = engine.on(event(random, now));
      apply(effects, slots);
      engine.nextDeadline().ifPresent(it -> assertThat(it).isAfter(engine.snapshot().time()));
      assertThat(effects.size()).isLessThan(1_000);
    }
    for (var status : engine.statuses()) {
      assertThat(status.phase() == RuleStatus.Phase.IDLE || status.since().isPresent()).isTrue();
    }
  }

  private static void apply(List<Effect> effects, Map<Held, Source> slots) {
    for (var effect : effects) {
      switch (effect) {
        case Effect.Claim(var point, var priority, var slot, _) ->
            slots.put(new Held(point, priority), slot.source());
        case Effect.Release(var point, var priority, var source, _) ->
            assertThat(slots.remove(new Held(point, priority))).isEqualTo(source);
        case Effect.OpenIncident _,
            Effect.ResolveIncident _,
            Effect.Notify _,
            Effect.RunScene _,
            Effect.RuleFailed _,
            Effect.Shadowed _ -> {}
      }
    }
  }

  /** Both are given the same; one is stopped and restored through JSON again and again. */
  @Property(tries = 30)
  void anEngineThatIsRestoredAtOnceGoesOnAsIfNothingHadHappened(@ForAll long seed)
      throws JsonProcessingException {
    var random = new Random(seed);
    var now = Play.START;
    var whole = new RuleEngine(RULES, HOUSE, now);
    var broken = new RuleEngine(RULES, HOUSE, now);
    for (var count = 0; count < 150; count++) {
      now = now.plusMillis(random.nextInt(60_000));
      var event = event(random, now);
      assertThat(broken.on(event))
          .as("event %d of seed %d", count, seed)
          .isEqualTo(whole.on(event));
      if (random.nextInt(10) == 0) {
        var json = Json.json().writeValueAsString(broken.snapshot());
        var snapshot = Json.json().readValue(json, EngineSnapshot.class);
        broken = RuleEngine.restore(RULES, HOUSE, snapshot, snapshot.time());
      }
    }
  }

  /** However seldom a program wakes the engine, what it does happens at the same moments. */
  @Property(tries = 30)
  void effectsDoNotDependOnHowOftenTheEngineIsWoken(@ForAll long seed) {
    var random = new Random(seed);
    var now = Play.START;
    var punctual = new RuleEngine(RULES, HOUSE, now);
    var lazy = new RuleEngine(RULES, HOUSE, now);
    for (var count = 0; count < 100; count++) {
      now = now.plusMillis(random.nextInt(600_000));
      var event = event(random, now);
      var woken = new java.util.ArrayList<Effect>();
      while (punctual.nextDeadline().filter(event.time()::isAfter).isPresent()) {
        woken.addAll(punctual.on(new Event.TimePassed(punctual.nextDeadline().orElseThrow())));
      }
      woken.addAll(punctual.on(event));
      assertThat(lazy.on(event)).as("event %d of seed %d", count, seed).isEqualTo(woken);
    }
  }
}
