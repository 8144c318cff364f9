package domovoy.controller.control;

import domovoy.alerting.EngineSnapshot;
import domovoy.controller.store.Audit;
import domovoy.controller.store.AuditRecord;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.Documents;
import domovoy.controller.store.Query;
import domovoy.controller.store.StoreException;
import domovoy.controller.store.Versioned;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.PointId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what the loop has to remember to the store, a moment later and in a thread of its own. Of
 * several states of one thing only the latest is written. While the store is away it is tried again
 * and again, and the health check says so.
 */
public final class StoreJournal implements Journal, Causes, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoreJournal.class);

  /** More audit records than these are not remembered while the store is away. */
  private static final int MOST_RECORDS = 10_000;

  private static final String MEMORY = "engine";
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_FLUSH = Duration.ofSeconds(10);

  private final Documents<Claims> claims;
  private final Documents<Incident> incidents;
  private final Documents<EngineSnapshot> memory;
  private final Documents<ShadowRecord> shadows;
  private final Documents<Notice> notices;
  private final CauseLog causes;
  private final Audit audit;
  private final InstantSource clock;
  private final Object lock = new Object();
  private final LinkedHashMap<String, Runnable> pending = new LinkedHashMap<>();
  private final Thread writer;
  private long records;
  private boolean open = true;
  private volatile Optional<String> fault = Optional.empty();

  public StoreJournal(ConfigurationStore store, InstantSource clock) {
    claims = store.documents("claims", Claims.class);
    incidents = store.documents("incidents", Incident.class);
    memory = store.documents("rule-memory", EngineSnapshot.class);
    shadows = store.documents("shadows", ShadowRecord.class);
    notices = store.documents("notices", Notice.class);
    causes = new CauseLog(store.documents("causes", Cause.class), CauseLog.MOST);
    audit = store.audit();
    this.clock = clock;
    writer = Thread.ofVirtual().name("journal").start(this::write);
  }

  /** The claims on every actuator as they were last kept. */
  public Map<PointId, Claims> keptClaims() {
    return claims.all().stream()
        .collect(Collectors.toMap(it -> new PointId(it.id()), Versioned::value));
  }

  /** The incidents that are not over, and the latest of those that are. */
  public Collection<Incident> keptIncidents() {
    var open = Query.newest(Query.MOST);
    return Stream.of(
            incidents.newest(open.where("state", "open")),
            incidents.newest(open.where("state", "acknowledged")),
            incidents.newest(Query.newest(Incidents.MOST_RESOLVED)))
        .flatMap(List::stream)
        .collect(Collectors.toMap(Versioned::id, Versioned::value, (first, _) -> first))
        .values();
  }

  /** What the rules knew when the house was last run. */
  public Optional<EngineSnapshot> keptMemory() {
    return memory.find(MEMORY);
  }

  /** What rules in shadow would have done, the latest of each. */
  public Collection<ShadowRecord> keptShadows() {
    return shadows.all().stream().map(Versioned::value).toList();
  }

  @Override
  public void keep(PointId point, Claims changed) {
    put("claims/" + point, () -> claims.save(point.name(), changed));
  }

  @Override
  public void note(PointId point, Claims all) {
    causes
        .note(point, all, clock.instant())
        .filter(_ -> hasRoom("why %s changed".formatted(point)))
        .ifPresent(it -> put("causes/" + records++, () -> causes.write(it)));
  }

  @Override
  public void forget(PointId point) {
    put("claims/" + point, () -> claims.delete(point.name()));
  }

  @Override
  public void keep(Incident incident) {
    put("incidents/" + incident.id(), () -> incidents.save(incident.id(), incident));
  }

  @Override
  public void keep(EngineSnapshot changed) {
    put("memory", () -> memory.save(MEMORY, changed));
  }

  /** What rules have told people, the latest. */
  public Collection<Notice> keptNotices() {
    return notices.all().stream().map(Versioned::value).toList();
  }

  /** In a ring: the newest takes the place of the oldest. */
  @Override
  public void keep(Notice notice) {
    var place = "notice@" + notice.number() % Notices.MOST;
    put("notices/" + place, () -> notices.save(place, notice));
  }

  /** In a ring: the newest takes the place of the oldest of its rule. */
  @Override
  public void keep(ShadowRecord record) {
    var place = record.rule() + "@" + record.number() % Shadows.MOST;
    put("shadows/" + place, () -> shadows.save(place, record));
  }

  @Override
  public void record(Command command, CommandResult result) {
    var entry =
        new AuditRecord(
            clock.instant(),
            command.source(),
            "point.command",
            command.point().name(),
            "",
            switch (result.stage()) {
              case ACKNOWLEDGED, CONFIRMED -> AuditRecord.Result.DONE;
              case REFUSED -> AuditRecord.Result.REFUSED;
              case REQUESTED, SENT, FAILED -> AuditRecord.Result.FAILED;
            },
            "%s: %s (%s)"
                .formatted(
                    command.value().map(Object::toString).orElse("given up"),
                    result.detail(),
                    command.reason()),
            command.trace());
    if (hasRoom("the audit record " + entry)) {
      put("audit/" + records++, () -> audit.append(entry));
    }
  }

  /** Records do not replace each other, so that they are bounded while the store is away. */
  private boolean hasRoom(String what) {
    synchronized (lock) {
      if (pending.size() < MOST_RECORDS) {
        return true;
      }
    }
    LOG.error("the store is away for long; not kept: {}", what);
    return false;
  }

  @Override
  public Optional<Cause> at(PointId point, Instant moment) {
    return causes.at(point, moment);
  }

  /** What is wrong; empty when everything is written. */
  public Optional<String> fault() {
    return fault;
  }

  /** Waits until all that was told is in the store, but not for ever. */
  @Override
  public void close() {
    synchronized (lock) {
      open = false;
      lock.notifyAll();
    }
    try {
      writer.join(LONGEST_FLUSH);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    writer.interrupt();
  }

  private void put(String key, Runnable change) {
    synchronized (lock) {
      pending.put(key, change);
      lock.notifyAll();
    }
  }

  private void write() {
    var failures = 0;
    try {
      while (true) {
        var next = take();
        if (next.isEmpty()) {
          return;
        }
        failures = writeAll(next) ? 0 : failures + 1;
        if (failures > 0) {
          Thread.sleep(pause(failures));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What waits; nothing only when the journal is closed. */
  private Map<String, Runnable> take() throws InterruptedException {
    synchronized (lock) {
      while (pending.isEmpty() && open) {
        lock.wait();
      }
      var taken = new LinkedHashMap<>(pending);
      pending.clear();
      return taken;
    }
  }

  private boolean writeAll(Map<String, Runnable> changes) {
    var left = new ArrayList<>(changes.entrySet());
    try {
      while (!left.isEmpty()) {
        left.getFirst().getValue().run();
        left.removeFirst();
      }
      fault = Optional.empty();
      return true;
    } catch (StoreException e) {
      fault = Optional.of("what changed is not kept yet: " + e.getMessage());
      LOG.warn("{}", fault.get());
      synchronized (lock) {
        var newer = new LinkedHashMap<>(pending);
        pending.clear();
        left.forEach(it -> pending.put(it.getKey(), it.getValue()));
        pending.putAll(newer);
      }
      return false;
    }
  }

  private static long pause(int failures) {
    var doubled = FIRST_PAUSE.toMillis() << Math.min(failures, 6);
    var longest = Math.min(doubled, LONGEST_PAUSE.toMillis());
    return ThreadLocalRandom.current().nextLong(longest / 2, longest);
  }
}
