package domovoy.controller.control;

import domovoy.alerting.Explanation;
import domovoy.alerting.Severity;
import domovoy.controller.live.LiveEvent;
import domovoy.controller.live.LiveStream;
import domovoy.core.Source;
import domovoy.core.Title;
import domovoy.core.TraceId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The incidents that are not over, and the latest of those that are. Changed by the loop's thread
 * alone; read by any.
 */
final class Incidents {
  /** Most that are open at a time; what opens more is broken itself. */
  static final int MOST_OPEN = 1_000;

  static final int MOST_RESOLVED = 500;
  private static final Logger LOG = LoggerFactory.getLogger(Incidents.class);

  private final Journal journal;
  private final LiveStream live;
  private final Map<String, Incident> byId = new ConcurrentHashMap<>();

  Incidents(Journal journal, LiveStream live) {
    this.journal = journal;
    this.live = live;
  }

  void restore(Collection<Incident> kept) {
    kept.forEach(it -> byId.put(it.id(), it));
  }

  /** Newest first. */
  List<Incident> all() {
    return byId.values().stream()
        .sorted(Comparator.comparing(Incident::opened).reversed().thenComparing(Incident::id))
        .toList();
  }

  /** Opens an incident, unless one with that key is not over yet. */
  void open(
      String key,
      Severity severity,
      Title title,
      Source source,
      Optional<Explanation> why,
      TraceId trace,
      Instant now) {
    if (unresolved(key).isPresent()) {
      return;
    }
    if (byId.values().stream().filter(it -> !it.isOver()).count() >= MOST_OPEN) {
      LOG.error("incident {} is not opened: {} are open already", key, MOST_OPEN);
      return;
    }
    keep(
        new Incident(
            TraceId.random().hex(),
            key,
            severity,
            title,
            source,
            now,
            Optional.empty(),
            Optional.empty(),
            why,
            trace));
    forgetOldest();
  }

  /** Resolves it as of that time, unless it was opened later; a node may say so twice. */
  void resolveAsOf(String key, Instant time) {
    unresolved(key)
        .filter(it -> !it.opened().isAfter(time))
        .ifPresent(it -> keep(it.resolvedAt(time)));
  }

  void resolve(String key, Instant now) {
    unresolved(key).ifPresent(it -> keep(it.resolvedAt(now)));
  }

  /** The incident, seen by that person; empty when there is none of that id. */
  Optional<Incident> acknowledge(String id, String by, Instant now) {
    var found = Optional.ofNullable(byId.get(id)).map(it -> it.acknowledgedBy(by, now));
    found.filter(it -> !it.equals(byId.get(id))).ifPresent(this::keep);
    return found;
  }

  /** Whether an incident of that key was opened at that time or later and is over. */
  boolean isOverSince(String key, Instant started) {
    return byId.values().stream()
        .anyMatch(it -> it.key().equals(key) && it.isOver() && !it.opened().isBefore(started));
  }

  /** Whether an outside alert of that name holds, whatever its labels. */
  boolean isFiring(String alert) {
    return byId.values().stream()
        .anyMatch(
            it ->
                !it.isOver()
                    && it.source().kind() == Source.Kind.ALERT
                    && it.source().name().startsWith(alert + "/"));
  }

  private Optional<Incident> unresolved(String key) {
    return byId.values().stream().filter(it -> it.key().equals(key) && !it.isOver()).findFirst();
  }

  private void keep(Incident incident) {
    byId.put(incident.id(), incident);
    journal.keep(incident);
    live.publish(new LiveEvent("incident", incident));
  }

  private void forgetOldest() {
    all().stream().filter(Incident::isOver).skip(MOST_RESOLVED).forEach(it -> byId.remove(it.id()));
  }
}
