package domovoy.controller.control;

import domovoy.alerting.Effect;
import domovoy.alerting.Explanation;
import domovoy.controller.control.ShadowRecord.Deed;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Title;
import domovoy.core.Value;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What rules in shadow would have done, the latest of each. Added to by the loop's thread alone;
 * read by any.
 */
final class Shadows {
  /** Records of a rule that are kept. */
  static final int MOST = 200;

  private record Held(String rule, PointId point) {}

  private final Journal journal;
  private final Function<PointId, Optional<Reading>> states;
  private final Function<PointId, Optional<ControlView>> decided;
  private final Map<String, Deque<ShadowRecord>> byRule = new ConcurrentHashMap<>();
  private final Map<Held, Value> held = new HashMap<>();

  Shadows(
      Journal journal,
      Function<PointId, Optional<Reading>> states,
      Function<PointId, Optional<ControlView>> decided) {
    this.journal = journal;
    this.states = states;
    this.decided = decided;
  }

  void restore(Collection<ShadowRecord> records) {
    records.stream().sorted(Comparator.comparingLong(ShadowRecord::number)).forEach(this::put);
  }

  /** The latest of a rule, newest first. */
  List<ShadowRecord> of(String rule) {
    var records = byRule.getOrDefault(rule, new ArrayDeque<>());
    synchronized (records) {
      return new ArrayList<>(records).reversed();
    }
  }

  void add(Effect would, Instant now) {
    switch (would) {
      case Effect.Claim(var point, _, var slot, var why) -> {
        // a claim that is only renewed is nothing new
        if (!slot.value().equals(held.put(new Held(why.rule(), point), slot.value()))) {
          keep(
              Deed.CLAIM,
              Optional.of(point),
              Optional.of(slot.value()),
              Optional.empty(),
              why,
              now);
        }
      }
      case Effect.Release(var point, _, _, var why) -> {
        held.remove(new Held(why.rule(), point));
        keep(Deed.RELEASE, Optional.of(point), Optional.empty(), Optional.empty(), why, now);
      }
      case Effect.OpenIncident(_, _, var title, var why) ->
          tell(Deed.OPEN_INCIDENT, title, why, now);
      case Effect.ResolveIncident(var key, var why) ->
          tell(Deed.RESOLVE_INCIDENT, Title.of(key, key), why, now);
      case Effect.Notify(_, _, var text, var why) -> tell(Deed.NOTIFY, text, why, now);
      case Effect.RunScene(var scene, _, var why) ->
          tell(Deed.RUN_SCENE, Title.of(scene, scene), why, now);
      case Effect.RuleFailed _, Effect.Shadowed _ -> {}
    }
  }

  private void tell(Deed deed, Title text, Explanation why, Instant now) {
    keep(deed, Optional.empty(), Optional.empty(), Optional.of(text), why, now);
  }

  private void keep(
      Deed deed,
      Optional<PointId> point,
      Optional<Value> value,
      Optional<Title> text,
      Explanation why,
      Instant now) {
    var last = of(why.rule()).stream().findFirst();
    var record =
        new ShadowRecord(
            last.map(it -> it.number() + 1).orElse(0L),
            why.rule(),
            now,
            deed,
            point,
            value,
            point.flatMap(states).map(Reading::value),
            point.flatMap(decided),
            text,
            why);
    put(record);
    journal.keep(record);
  }

  private void put(ShadowRecord record) {
    var records = byRule.computeIfAbsent(record.rule(), _ -> new ArrayDeque<>());
    synchronized (records) {
      records.addLast(record);
      if (records.size() > MOST) {
        records.removeFirst();
      }
    }
  }
}
