package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The claims on one actuator, at most one a level; the lowest level wins (BACnet, ASHRAE 135,
 * clause 19.2). Immutable. A later write at the same level replaces the earlier one; of two writes
 * with one time the one whose source sorts first stands, so the outcome never depends on which
 * thread came first.
 */
public final class PriorityArray {
  public static final PriorityArray EMPTY = new PriorityArray(new TreeMap<>());

  private final SortedMap<Priority, Slot> slots;

  private PriorityArray(SortedMap<Priority, Slot> slots) {
    this.slots = Collections.unmodifiableSortedMap(slots);
  }

  @JsonCreator
  static PriorityArray of(Map<Integer, Slot> slots) {
    var sorted = new TreeMap<Priority, Slot>();
    slots.forEach((level, slot) -> sorted.put(new Priority(level), slot));
    return new PriorityArray(sorted);
  }

  /** Level to claim, the winner first. */
  public SortedMap<Priority, Slot> slots() {
    return slots;
  }

  @JsonValue
  Map<Integer, Slot> toJson() {
    var json = new TreeMap<Integer, Slot>();
    slots.forEach((priority, slot) -> json.put(priority.level(), slot));
    return json;
  }

  public Optional<Slot> slot(Priority priority) {
    return Optional.ofNullable(slots.get(priority));
  }

  /** The level that decides, if any is claimed. */
  public Optional<Map.Entry<Priority, Slot>> winner() {
    return slots.isEmpty() ? Optional.empty() : Optional.of(slots.firstEntry());
  }

  /** With the claim made. */
  public PriorityArray with(Priority priority, Slot slot) {
    var present = slots.get(priority);
    if (present != null && !supersedes(slot, present)) {
      return this;
    }
    var changed = new TreeMap<>(slots);
    changed.put(priority, slot);
    return new PriorityArray(changed);
  }

  /** With the level given up. */
  public PriorityArray without(Priority priority) {
    if (!slots.containsKey(priority)) {
      return this;
    }
    var changed = new TreeMap<>(slots);
    changed.remove(priority);
    return new PriorityArray(changed);
  }

  /** Without the claims whose time is over. */
  public PriorityArray expiredAt(Instant now) {
    if (slots.values().stream().noneMatch(it -> it.hasExpired(now))) {
      return this;
    }
    var changed = new TreeMap<>(slots);
    changed.values().removeIf(it -> it.hasExpired(now));
    return new PriorityArray(changed);
  }

  /** When the next claim ends by itself. */
  public Optional<Instant> nextExpiry() {
    return slots.values().stream().flatMap(it -> it.until().stream()).min(Instant::compareTo);
  }

  private static boolean supersedes(Slot later, Slot present) {
    var order = later.since().compareTo(present.since());
    return order != 0
        ? order > 0
        : later.source().toString().compareTo(present.source().toString()) <= 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PriorityArray array && slots.equals(array.slots);
  }

  @Override
  public int hashCode() {
    return slots.hashCode();
  }

  @Override
  public String toString() {
    return slots.toString();
  }
}
