package domovoy.alerting;

import java.util.PriorityQueue;

/**
 * Which rule is to be looked at when. A rule has one moment; a later one than it has is not noted,
 * since the rule is asked again at the earlier one, so readings that only put a moment off cost
 * nothing here.
 */
final class Agenda {
  private record Entry(long time, long order, RuleRun rule) implements Comparable<Entry> {
    @Override
    public int compareTo(Entry other) {
      var byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();

  /** Asks for the rule at that time, or earlier if it is asked for already. */
  void schedule(RuleRun rule, long time) {
    if (time < rule.due()) {
      rule.due(time);
      entries.add(new Entry(time, rule.order(), rule));
    }
  }

  /** The next moment; {@link Nanos#NEVER} when there is none. */
  long next() {
    while (!entries.isEmpty() && entries.peek().time != entries.peek().rule.due()) {
      entries.remove();
    }
    return entries.isEmpty() ? Nanos.NEVER : entries.peek().time;
  }

  /** Takes the rule whose moment is next; there must be one. */
  RuleRun take() {
    var rule = entries.remove().rule;
    rule.due(Nanos.NEVER);
    return rule;
  }

  void clear() {
    entries.forEach(it -> it.rule.due(Nanos.NEVER));
    entries.clear();
  }
}
