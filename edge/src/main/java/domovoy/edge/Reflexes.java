package domovoy.edge;

import domovoy.alerting.Effect;
import domovoy.alerting.EngineSnapshot;
import domovoy.alerting.Event;
import domovoy.alerting.Explanation;
import domovoy.alerting.RuleEngine;
import domovoy.alerting.RuleSet;
import domovoy.alerting.reflex.Deployment;
import domovoy.alerting.reflex.ReflexClaim;
import domovoy.alerting.reflex.ReflexEvent;
import domovoy.alerting.reflex.ReflexReport;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.PriorityArray;
import domovoy.core.Reading;
import domovoy.core.Slot;
import domovoy.core.TraceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules that the node runs by itself. A reading is decided on in the thread that brings it;
 * what follows is on disk a moment later, so that acting never waits for a disk.
 */
final class Reflexes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reflexes.class);

  /** What rules know without having acted may be that old after a kill: cards wear out. */
  private static final Duration BETWEEN_SNAPSHOTS = Duration.ofMinutes(1);

  /** The clock may be set, so that no pause is trusted for longer. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private static final Duration GOODBYE = Duration.ofSeconds(5);

  /** Most events that wait for the disk. */
  private static final int MOST_WAITING = 10_000;

  private record Held(PointId point, Priority priority) {}

  private final Supplier<House> inventory;
  private final Consumer<PointId> changed;
  private final ReflexFiles files;
  private final ReflexLog log;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Thread keeper = Thread.ofPlatform().name("reflexes").daemon().unstarted(this::run);
  private final Map<PointId, PriorityArray> claims = new HashMap<>();
  private final Map<Held, Explanation> reasons = new HashMap<>();
  private final List<ReflexEvent> unwritten = new ArrayList<>();
  private final Map<String, String> faults = new TreeMap<>();
  private Optional<Deployment> deployment = Optional.empty();
  private RuleEngine engine;
  private boolean unsaved;
  private Instant snapshotDue;
  private boolean closed;

  /**
   * @param inventory what the node has
   * @param changed is told of each point whose claims have changed; must not wait
   * @param clock the time of day, which rules go by
   */
  Reflexes(
      Supplier<House> inventory,
      Consumer<PointId> changed,
      ReflexFiles files,
      ReflexLog log,
      InstantSource clock) {
    this.inventory = inventory;
    this.changed = changed;
    this.files = files;
    this.log = log;
    this.clock = clock;
    var now = clock.instant();
    this.snapshotDue = now.plus(BETWEEN_SNAPSHOTS);
    this.engine = new RuleEngine(RuleSet.EMPTY, inventory.get(), now);
  }

  /** Goes on where the node was before it stopped, with what its inventory has by now. */
  void resume() {
    lock.lock();
    try {
      deployment = files.deployment();
      var memory = files.memory();
      memory.ifPresent(it -> it.claims().forEach(this::recall));
      engine = engine(memory.map(ReflexFiles.Memory::engine), clock.instant());
    } finally {
      lock.unlock();
    }
  }

  void start() {
    keeper.start();
  }

  /**
   * Runs these rules from now on, and no others. They are on disk when this returns.
   *
   * @throws UncheckedIOException when they cannot be written; then nothing changes
   */
  void deploy(Deployment wanted) {
    var touched = new LinkedHashSet<PointId>();
    lock.lock();
    try {
      if (deployment.filter(wanted::equals).isPresent()) {
        return;
      }
      files.keep(wanted);
      deployment = Optional.of(wanted);
      rebuild(touched);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      lock.unlock();
    }
    LOG.info("{} rules run on this node, version {}", wanted.rules().size(), wanted.version());
    touched.forEach(changed);
  }

  /** The node has other points than before. */
  void houseChanged() {
    var touched = new LinkedHashSet<PointId>();
    lock.lock();
    try {
      if (deployment.isPresent()) {
        rebuild(touched);
      }
    } finally {
      lock.unlock();
    }
    touched.forEach(changed);
  }

  /** A live reading. */
  void reading(Reading reading) {
    var touched = new LinkedHashSet<PointId>();
    lock.lock();
    try {
      var now = clock.instant();
      decide(new Event.ReadingArrived(reading, now, TraceId.random()), now, touched);
    } finally {
      lock.unlock();
    }
    touched.forEach(changed);
  }

  /** The claim that wins among those of the rules here. */
  Optional<ReflexClaim> claim(PointId point) {
    lock.lock();
    try {
      return Optional.ofNullable(claims.get(point))
          .flatMap(PriorityArray::winner)
          .map(it -> claim(point, it.getKey(), it.getValue()));
    } finally {
      lock.unlock();
    }
  }

  /** An actuator followed a rule, or did not. */
  void acted(Command command, CommandResult result) {
    lock.lock();
    try {
      note(new ReflexEvent.Acted(clock.instant(), command, result));
    } finally {
      lock.unlock();
    }
  }

  /** What the controller has not heard yet, and how things stand. */
  ReflexReport report(ReflexReport.Asked asked) throws InterruptedException {
    write();
    var page = log.next(asked.kept());
    lock.lock();
    try {
      return new ReflexReport(
          deployment.map(Deployment::version).orElse(""),
          engine.statuses(),
          allClaims(),
          page.events(),
          page.position(),
          page.left(),
          Map.copyOf(faults));
    } finally {
      lock.unlock();
    }
  }

  private void rebuild(Set<PointId> touched) {
    var now = clock.instant();
    engine = engine(Optional.of(engine.snapshot()), now);
    var house = inventory.get();
    claims.keySet().removeIf(it -> house.point(it).isEmpty());
    reasons.keySet().removeIf(it -> house.point(it.point()).isEmpty());
    decide(new Event.TimePassed(now), now, touched);
    unsaved = true;
    work.signal();
  }

  private RuleEngine engine(Optional<EngineSnapshot> memory, Instant now) {
    var known = inventory.get();
    var house =
        deployment.map(it -> new House(it.site(), known.areas(), known.devices())).orElse(known);
    var rules = rules(house);
    return memory
        .map(it -> RuleEngine.restore(rules, house, it, now))
        .orElseGet(() -> new RuleEngine(rules, house, now));
  }

  /** Those whose points are here; a board that comes later brings its own. */
  private RuleSet rules(House house) {
    faults.clear();
    var rules = RuleSet.EMPTY;
    for (var text : deployment.map(Deployment::rules).orElse(List.of())) {
      try {
        rules = rules.and(RuleSet.parse(text, house));
      } catch (InvalidInputException e) {
        LOG.warn("a rule cannot run here: {}", e.getMessage());
        faults.put(Integer.toString(faults.size() + 1), e.getMessage());
      }
    }
    return rules;
  }

  private void decide(Event event, Instant now, Set<PointId> touched) {
    for (var effect : engine.on(event)) {
      bringAbout(effect, now, touched);
    }
  }

  private void bringAbout(Effect effect, Instant now, Set<PointId> touched) {
    switch (effect) {
      case Effect.Claim(var point, var priority, var slot, var why) -> {
        claims.merge(
            point,
            PriorityArray.EMPTY.with(priority, slot),
            (held, _) -> held.without(priority).with(priority, slot));
        reasons.put(new Held(point, priority), why);
        touched.add(point);
      }
      case Effect.Release(var point, var priority, var source, _) -> {
        claims.computeIfPresent(
            point,
            (_, held) ->
                held.slot(priority).filter(it -> it.source().equals(source)).isPresent()
                    ? held.without(priority)
                    : held);
        touched.add(point);
      }
      case Effect.OpenIncident(_, var severity, var title, _) ->
          LOG.warn("{}: {}", severity, title.in("en", ""));
      case Effect.RuleFailed(var rule, var message, _) -> LOG.error("rule {}: {}", rule, message);
      case Effect.ResolveIncident _ -> {}
      case Effect.Notify _ -> {}
      case Effect.RunScene _ -> {}
      case Effect.Shadowed _ -> {}
    }
    note(new ReflexEvent.Decided(now, effect));
  }

  private void note(ReflexEvent event) {
    if (unwritten.size() >= MOST_WAITING) {
      LOG.error("the disk is far behind; not reported: {}", event);
    } else {
      unwritten.add(event);
    }
    unsaved = true;
    work.signal();
  }

  private void recall(ReflexClaim kept) {
    try {
      var value = inventory.get().requirePoint(kept.point()).accepts().accept(kept.slot().value());
      var slot = kept.slot();
      claims.merge(
          kept.point(),
          PriorityArray.EMPTY.with(
              kept.priority(),
              new Slot(
                  value, slot.source(), slot.reason(), slot.since(), slot.until(), slot.trace())),
          (held, more) -> held.with(kept.priority(), more.slot(kept.priority()).orElseThrow()));
      reasons.put(new Held(kept.point(), kept.priority()), kept.explanation());
    } catch (InvalidInputException e) {
      LOG.debug("a claim is not taken up: {}", e.getMessage());
    }
  }

  private List<ReflexClaim> allClaims() {
    return claims.entrySet().stream()
        .flatMap(
            all ->
                all.getValue().slots().entrySet().stream()
                    .map(it -> claim(all.getKey(), it.getKey(), it.getValue())))
        .toList();
  }

  private ReflexClaim claim(PointId point, Priority priority, Slot slot) {
    return new ReflexClaim(point, priority, slot, reasons.get(new Held(point, priority)));
  }

  private void run() {
    while (!isClosed()) {
      try {
        pause();
        timePassed();
        write();
      } catch (RuntimeException e) {
        LOG.error("reflexes failed on one thing and go on", e);
      }
    }
  }

  private void pause() {
    lock.lock();
    try {
      if (closed || unsaved) {
        return;
      }
      var now = clock.instant();
      var next =
          deadlines()
              .map(it -> Duration.between(now, it))
              .filter(it -> it.compareTo(LONGEST_PAUSE) < 0)
              .min(Duration::compareTo)
              .orElse(LONGEST_PAUSE);
      work.await(Math.max(0, next.toMillis() + 1), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private Stream<Instant> deadlines() {
    return Stream.concat(
        engine.nextDeadline().stream(),
        claims.values().stream().flatMap(it -> it.nextExpiry().stream()));
  }

  private void timePassed() {
    var touched = new LinkedHashSet<PointId>();
    lock.lock();
    try {
      var now = clock.instant();
      for (var entry : claims.entrySet()) {
        var left = entry.getValue().expiredAt(now);
        if (left != entry.getValue()) {
          entry.setValue(left);
          touched.add(entry.getKey());
          unsaved = true;
        }
      }
      if (engine.nextDeadline().filter(it -> !now.isBefore(it)).isPresent()) {
        decide(new Event.TimePassed(now), now, touched);
      }
      if (deployment.isPresent() && !now.isBefore(snapshotDue)) {
        unsaved = true;
      }
    } finally {
      lock.unlock();
    }
    touched.forEach(changed);
  }

  private void write() {
    List<ReflexEvent> events;
    Optional<ReflexFiles.Memory> memory;
    lock.lock();
    try {
      events = List.copyOf(unwritten);
      unwritten.clear();
      memory =
          unsaved
              ? Optional.of(new ReflexFiles.Memory(engine.snapshot(), allClaims()))
              : Optional.empty();
      unsaved = false;
      if (memory.isPresent()) {
        snapshotDue = clock.instant().plus(BETWEEN_SNAPSHOTS);
      }
    } finally {
      lock.unlock();
    }
    synchronized (files) {
      if (!events.isEmpty()) {
        log.append(events);
      }
      memory.ifPresent(this::keep);
    }
  }

  private void keep(ReflexFiles.Memory memory) {
    try {
      files.keep(memory);
    } catch (IOException e) {
      LOG.error("what reflexes know cannot be kept over a restart: {}", e.toString());
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** What was decided before is on disk when this returns. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      unsaved = true;
      work.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      keeper.join(GOODBYE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    write();
    log.close();
  }
}
