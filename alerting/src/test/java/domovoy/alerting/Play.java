package domovoy.alerting;

import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An engine played by hand: readings in, time on, effects out. */
final class Play {
  static final TraceId TRACE = new TraceId("0af7651916cd43dd8448eb211c80319c");
  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final House house;
  private RuleEngine engine;
  private Instant now = START;
  private final List<Effect> effects = new ArrayList<>();

  private Play(RuleSet rules, House house) {
    this.house = house;
    this.engine = new RuleEngine(rules, house, START);
  }

  static Play of(String rules) {
    return of(RuleSet.parse(rules, Houses.small()));
  }

  static Play of(RuleSet rules) {
    return new Play(rules, Houses.small());
  }

  RuleEngine engine() {
    return engine;
  }

  Instant now() {
    return now;
  }

  Play reading(String point, Object value) {
    return reading(point, value, now, Quality.GOOD);
  }

  Play reading(String point, Object value, Instant time, Quality quality) {
    var held =
        house
            .requirePoint(new PointId(point))
            .accepts()
            .accept(
                switch (value) {
                  case Number number -> Value.of(number.doubleValue());
                  case Boolean on -> Value.of(on);
                  default -> Value.of(value.toString());
                });
    return event(
        new Event.ReadingArrived(new Reading(new PointId(point), held, time, quality), now, TRACE));
  }

  Play event(Event event) {
    effects.addAll(engine.on(event));
    return this;
  }

  Play mode(String mode) {
    return event(new Event.ModeChanged(mode, now));
  }

  /** Lets time pass as a program would: from deadline to deadline. */
  Play pass(String duration) {
    var end = now.plus(Duration.parse("PT" + duration));
    while (engine.nextDeadline().filter(it -> !it.isAfter(end)).isPresent()) {
      var due = engine.nextDeadline().orElseThrow();
      now = due.isAfter(now) ? due : now;
      event(new Event.TimePassed(now));
    }
    now = end;
    return event(new Event.TimePassed(now));
  }

  /** The program is down for that long and comes up with what it remembered, through JSON. */
  Play down(String duration, RuleSet rules) {
    try {
      var json = domovoy.core.Json.json();
      var snapshot =
          json.readValue(json.writeValueAsString(engine.snapshot()), EngineSnapshot.class);
      now = now.plus(Duration.parse("PT" + duration));
      engine = RuleEngine.restore(rules, house, snapshot, now);
      return event(new Event.TimePassed(now));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  Play down(String duration) {
    return down(duration, engine.rules());
  }

  /** Everything since the last call, each in a few words. */
  List<String> effects() {
    var words = effects.stream().map(Play::words).toList();
    effects.clear();
    return words;
  }

  List<Effect> raw() {
    var all = List.copyOf(effects);
    effects.clear();
    return all;
  }

  static String words(Effect effect) {
    return switch (effect) {
      case Effect.Claim(var point, var priority, var slot, _) ->
          "%s=%s @%s by %s%s"
              .formatted(
                  point,
                  slot.value(),
                  priority,
                  slot.source().name(),
                  slot.until().map(it -> " until " + it.toString().substring(11, 19)).orElse(""));
      case Effect.Release(var point, var priority, var source, _) ->
          "%s released @%s by %s".formatted(point, priority, source.name());
      case Effect.OpenIncident(var key, var severity, _, _) ->
          "open %s %s".formatted(severity, key);
      case Effect.ResolveIncident(var key, _) -> "resolve " + key;
      case Effect.Notify(var to, _, var text, _) ->
          "notify %s: %s".formatted(to, text.in("en", ""));
      case Effect.RunScene(var scene, _, _) -> "scene " + scene;
      case Effect.RuleFailed(var rule, _, _) -> "failed " + rule;
      case Effect.Shadowed(var would) -> "would: " + words(would);
    };
  }
}
