package domovoy.alerting;

import domovoy.alerting.language.Truth;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the engine knows of a point. */
final class PointState {
  private final PointId id;
  private final Map<Long, Window> windows = new LinkedHashMap<>();
  private final List<RuleRun> watchers = new ArrayList<>();
  private Window[] live = {};
  private Optional<Reading> latest = Optional.empty();
  private Optional<TraceId> trace = Optional.empty();
  private double number = Double.NaN;
  private Truth truth = Truth.UNKNOWN;
  private Optional<String> text = Optional.empty();
  private boolean good;
  private long time = Nanos.LONG_AGO;
  private long goodTime = Nanos.LONG_AGO;
  private long changedAt = Nanos.LONG_AGO;

  PointState(PointId id) {
    this.id = id;
  }

  PointId id() {
    return id;
  }

  List<RuleRun> watchers() {
    return watchers;
  }

  Window window(long span) {
    var window = windows.computeIfAbsent(span, Window::new);
    live = windows.values().toArray(Window[]::new);
    return window;
  }

  /**
   * Takes a reading, unless a later one is known or this very one.
   *
   * @param at when it counts as measured
   * @return whether it was taken
   */
  boolean accept(Reading reading, long at, TraceId origin) {
    if (at < time || at == time && isKnownAlready(reading)) {
      return false;
    }
    var before = latest.map(Reading::value);
    latest = Optional.of(reading);
    trace = Optional.of(origin);
    time = at;
    good = reading.quality() == Quality.GOOD;
    if (!good) {
      return true;
    }
    goodTime = at;
    hold(reading.value());
    if (before.isPresent() && !before.get().equals(reading.value())) {
      changedAt = at;
    }
    if (!Double.isNaN(number)) {
      for (var window : live) {
        window.add(at, number);
      }
    }
    return true;
  }

  private boolean isKnownAlready(Reading reading) {
    return latest.isPresent()
        && latest.get().value().equals(reading.value())
        && latest.get().quality() == reading.quality();
  }

  private void hold(Value value) {
    number = value instanceof Value.Number(var held) ? held : Double.NaN;
    truth = value instanceof Value.OnOff(var on) ? Truth.of(on) : Truth.UNKNOWN;
    text =
        switch (value) {
          case Value.Choice(var label) -> Optional.of(label);
          case Value.Text(var words) -> Optional.of(words);
          case Value.Number _, Value.OnOff _ -> Optional.empty();
        };
  }

  Optional<Reading> latest() {
    return latest;
  }

  Optional<TraceId> trace() {
    return trace;
  }

  boolean isFresh(long now, long limit) {
    return good && now - time < limit;
  }

  boolean isGood() {
    return good;
  }

  double number() {
    return number;
  }

  Truth truth() {
    return truth;
  }

  Optional<String> text() {
    return text;
  }

  long time() {
    return time;
  }

  long goodTime() {
    return goodTime;
  }

  long changedAt() {
    return changedAt;
  }

  /** After the clock was set back: nothing is known from the future. */
  void rewind(long now) {
    time = Math.min(time, now);
    goodTime = Math.min(goodTime, now);
    changedAt = Math.min(changedAt, now);
    windows.values().forEach(Window::clear);
  }

  Optional<EngineSnapshot.PointMemory> remember() {
    return latest.map(
        reading ->
            new EngineSnapshot.PointMemory(
                reading,
                trace.orElseThrow(),
                Nanos.instant(time),
                Nanos.instant(goodTime),
                Nanos.instant(changedAt),
                windows.values().stream()
                    .map(it -> new EngineSnapshot.WindowMemory(it.span(), it.buckets()))
                    .toList()));
  }

  void recall(EngineSnapshot.PointMemory memory) {
    latest = Optional.of(memory.reading());
    trace = Optional.of(memory.trace());
    good = memory.reading().quality() == Quality.GOOD;
    hold(memory.reading().value());
    time = Nanos.of(memory.time());
    goodTime = Nanos.of(memory.goodTime());
    changedAt = Nanos.of(memory.changedAt());
    for (var window : memory.windows()) {
      if (windows.containsKey(window.span())) {
        windows.get(window.span()).restore(window.buckets());
      }
    }
  }
}
