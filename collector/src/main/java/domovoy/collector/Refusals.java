package domovoy.collector;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Every refused reading, counted by cause, and the last ten of each. */
final class Refusals {
  private static final int KEPT = 10;

  private final Map<RefusalCause, Deque<Refusal>> last = new EnumMap<>(RefusalCause.class);
  private final Map<RefusalCause, Counter.Child> counters = new EnumMap<>(RefusalCause.class);

  Refusals(CollectorRegistry metrics) {
    var counter =
        Counter.build(
                "domovoy_collector_refused_readings_total", "Readings not taken, by what was wrong")
            .labelNames("cause")
            .register(metrics);
    for (var cause : RefusalCause.values()) {
      counters.put(cause, counter.labels(cause.toString()));
      last.put(cause, new ArrayDeque<>());
    }
  }

  void add(Refusal refusal) {
    counters.get(refusal.cause()).inc();
    var kept = last.get(refusal.cause());
    synchronized (kept) {
      if (kept.size() == KEPT) {
        kept.removeFirst();
      }
      kept.addLast(refusal);
    }
  }

  /** The last ten of each cause, the latest first; causes that did not occur are left out. */
  Map<RefusalCause, List<Refusal>> last() {
    var all = new EnumMap<RefusalCause, List<Refusal>>(RefusalCause.class);
    last.forEach(
        (cause, kept) -> {
          synchronized (kept) {
            if (!kept.isEmpty()) {
              all.put(cause, new ArrayList<>(kept).reversed());
            }
          }
        });
    return all;
  }
}
