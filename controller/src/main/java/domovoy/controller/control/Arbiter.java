package domovoy.controller.control;

import domovoy.alerting.Explanation;
import domovoy.controller.live.LiveEvent;
import domovoy.controller.live.LiveStream;
import domovoy.controller.nodes.Delivery;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.Priority;
import domovoy.core.PriorityArray;
import domovoy.core.Reading;
import domovoy.core.Slot;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Keeps the claims on every actuator, and sees to it that each node is told who won. Changed by the
 * loop's thread alone; read by any.
 */
final class Arbiter {
  private static final Source SYSTEM = Source.system("controller");
  private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  /** Longest that a person is left without an answer. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);

  /** Of a lease this part is let pass before it is renewed: two renewals may get lost. */
  private static final int LEASE_PART = 3;

  private final CommandSender sender;
  private final Journal journal;
  private final LiveStream live;
  private final Consumer<Reading> states;
  private final Map<PointId, Actuator> actuators = new ConcurrentHashMap<>();
  private final Map<PointId, List<Waiting>> waiting = new ConcurrentHashMap<>();
  private House house;
  private Optional<Instant> deadline = Optional.empty();
  private boolean deadlineKnown;

  /**
   * @param states takes the state of an actuator as its node reports it
   */
  Arbiter(
      House house,
      CommandSender sender,
      Journal journal,
      LiveStream live,
      Consumer<Reading> states) {
    this.house = house;
    this.sender = sender;
    this.journal = journal;
    this.live = live;
    this.states = states;
  }

  Optional<Actuator> actuator(PointId point) {
    return Optional.ofNullable(actuators.get(point));
  }

  /** Takes up what was kept before the start; nothing is sent until the node is heard. */
  void restore(Map<PointId, Claims> kept) {
    kept.forEach(
        (point, claims) -> {
          if (house.point(point).isPresent()) {
            put(point, Actuator.NEW.with(claims));
          }
        });
  }

  void houseChanged(House changed) {
    house = changed;
    for (var point : List.copyOf(actuators.keySet())) {
      if (house.point(point).filter(it -> it.kind().isCommandable()).isEmpty()) {
        actuators.remove(point);
        journal.forget(point);
        Optional.ofNullable(waiting.remove(point)).stream()
            .flatMap(Collection::stream)
            .forEach(
                it ->
                    it.answer(
                        Answer.Outcome.REFUSED,
                        CommandResult.Stage.REFUSED,
                        "the point was removed"));
      }
    }
    deadlineKnown = false;
  }

  /** A rule or an alert claims a level. */
  void claim(PointId id, Priority priority, Slot slot, Optional<Explanation> why, Instant now) {
    adjust(
        id,
        slot.trace(),
        now,
        it -> it.with(priority, continued(slot, it.array().slot(priority)), why));
  }

  /** The same claim made again goes on from when it was first made. */
  private static Slot continued(Slot slot, Optional<Slot> held) {
    return held.filter(it -> it.source().equals(slot.source()) && it.value().equals(slot.value()))
        .map(
            it ->
                new Slot(
                    slot.value(),
                    slot.source(),
                    slot.reason(),
                    it.since(),
                    slot.until(),
                    it.trace()))
        .orElse(slot);
  }

  /** A rule or an alert gives up its claim, if it still holds the level. */
  void release(PointId id, Priority priority, Source source, TraceId trace, Instant now) {
    adjust(id, trace, now, it -> it.without(priority, slot -> slot.source().equals(source)));
  }

  private void adjust(PointId id, TraceId trace, Instant now, UnaryOperator<Claims> how) {
    house
        .point(id)
        .filter(it -> it.kind().isCommandable())
        .ifPresent(
            point -> {
              var actuator = actuators.getOrDefault(id, Actuator.NEW);
              var claims = how.apply(actuator.claims());
              if (!claims.equals(actuator.claims())) {
                keep(id, actuator.with(claims));
                arrange(point, traceOf(claims, trace), false, now);
              }
            });
  }

  /** A person changes a level, and waits for what comes of it. */
  void change(Input.Change change, Instant now) {
    var found = house.point(change.point()).filter(it -> it.kind().isCommandable());
    if (found.isEmpty()) {
      refuse(change, "the point is no longer one that can be commanded");
      return;
    }
    var point = found.get();
    var actuator = actuators.getOrDefault(point.id(), Actuator.NEW);
    var before = actuator.claims();
    var level = change.priority();
    var claims =
        change.slot().isPresent()
            ? before.with(level, change.slot().get(), Optional.empty())
            : before.without(level);
    if (change.slot().isPresent() && claims == before) {
      refuse(change, "another claim was made at that very moment");
      return;
    }
    if (nodeOf(point).isEmpty() && point.kind() == PointKind.ACTUATOR) {
      refuse(change, "no node owns " + point.id() + ", so no one can switch it");
      return;
    }
    keep(point.id(), actuator.with(claims));
    var mine = succeedOther(change, before, now);
    var winner = claims.array().winner();
    if (winner.isPresent() && winner.get().getKey().compareTo(level) < 0) {
      mine.answer(Answer.Outcome.BENEATH, CommandResult.Stage.REQUESTED, beneath(claims.array()));
      return;
    }
    waiting.computeIfAbsent(point.id(), _ -> new ArrayList<>()).add(mine);
    deadlineKnown = false;
    arrange(point, change.trace(), true, now);
  }

  /** A change takes the place of one at its level that waits; if it fails, both are undone. */
  private Waiting succeedOther(Input.Change change, Claims before, Instant now) {
    var level = change.priority();
    var until = now.plus(LONGEST_WAIT);
    var all = waiting.getOrDefault(change.point(), new ArrayList<>());
    var other = all.stream().filter(it -> it.change().priority().equals(level)).findFirst();
    if (other.isEmpty()) {
      return new Waiting(change, before.array().slot(level), before.explanation(level), until);
    }
    all.remove(other.get());
    other
        .get()
        .answer(
            Answer.Outcome.SUPERSEDED,
            CommandResult.Stage.FAILED,
            "a later command took its place");
    return new Waiting(change, other.get().slotBefore(), other.get().explanationBefore(), until);
  }

  /** What became of a command. Of several for one point only the newest tells how things stand. */
  void delivered(Command command, Delivery delivery, Instant now) {
    var actuator = actuators.get(command.point());
    if (actuator == null) {
      return;
    }
    var newest = actuator.sent().filter(it -> it.id().equals(command.id())).isPresent();
    switch (delivery) {
      case Delivery.Superseded _ -> {}
      case Delivery.Answered(var result) when result.succeeded() -> {
        record(actuator, command, result);
        if (newest) {
          succeeded(command.point(), actuator.succeeded(result));
        }
        result.state().ifPresent(states);
      }
      case Delivery.Answered(var result) ->
          failed(actuator, command, newest, Answer.Outcome.REFUSED, result, now);
      case Delivery.Unreachable(var detail) ->
          failed(
              actuator,
              command,
              newest,
              Answer.Outcome.UNREACHABLE,
              failure(command.id(), CommandResult.Stage.FAILED, detail),
              now);
      case Delivery.TimedOut(var detail) ->
          failed(
              actuator,
              command,
              newest,
              Answer.Outcome.TIMED_OUT,
              failure(command.id(), CommandResult.Stage.FAILED, detail),
              now);
    }
  }

  private void succeeded(PointId id, Actuator actuator) {
    put(id, actuator);
    var array = actuator.claims().array();
    var winner = array.winner().map(Map.Entry::getValue);
    for (var it : take(id)) {
      var won = it.change().slot().isEmpty() || winner.equals(it.change().slot());
      if (won) {
        it.answer(Answer.Outcome.DONE, actuator.result().orElseThrow());
      } else if (it.isStillHeld(array)) {
        it.answer(Answer.Outcome.BENEATH, CommandResult.Stage.REQUESTED, beneath(array));
      } else {
        it.answer(
            Answer.Outcome.SUPERSEDED,
            CommandResult.Stage.FAILED,
            "a later command took its place");
      }
    }
  }

  /** A person's change that failed is undone; a rule's claim stands and is tried again. */
  private void failed(
      Actuator actuator,
      Command command,
      boolean newest,
      Answer.Outcome outcome,
      CommandResult result,
      Instant now) {
    record(actuator, command, result);
    if (newest) {
      put(command.point(), actuator.failed(result, now.plus(pause(actuator.failures()))));
      take(command.point()).forEach(it -> giveUp(it, outcome, result, now));
    }
  }

  private void giveUp(Waiting change, Answer.Outcome outcome, CommandResult result, Instant now) {
    var point = change.change().point();
    var actuator = actuators.get(point);
    var claims = change.undone(actuator.claims(), now);
    if (!claims.equals(actuator.claims())) {
      keep(point, actuator.with(claims));
    }
    change.answer(outcome, result);
  }

  /** Ends claims whose time is over, renews leases, tries again what failed. */
  void timePassed(Instant now) {
    if (deadline().filter(it -> !now.isBefore(it)).isEmpty()) {
      return;
    }
    for (var id : List.copyOf(actuators.keySet())) {
      var actuator = actuators.get(id);
      if (actuator.deadline().filter(it -> !now.isBefore(it)).isEmpty()) {
        continue;
      }
      var point = house.requirePoint(id);
      var claims = actuator.claims().expiredAt(now);
      if (claims != actuator.claims()) {
        keep(id, actuator.with(claims));
        arrange(point, traceOf(claims, TraceId.random()), false, now);
      }
      if (actuators.get(id).due().filter(it -> !now.isBefore(it)).isPresent()) {
        arrange(point, traceOf(claims, TraceId.random()), true, now);
      }
    }
    endWaiting(now);
  }

  private void endWaiting(Instant now) {
    for (var id : List.copyOf(waiting.keySet())) {
      if (waiting.get(id).stream().anyMatch(it -> !now.isBefore(it.deadline()))) {
        take(id)
            .forEach(
                it ->
                    giveUp(
                        it,
                        Answer.Outcome.TIMED_OUT,
                        failure(
                            it.change().trace().hex(),
                            CommandResult.Stage.FAILED,
                            "the node did not answer in time"),
                        now));
      }
    }
  }

  /** Tells a node that is back what its actuators shall be now; what was asked before is past. */
  void nodeReturned(String node, Instant now) {
    for (var id : List.copyOf(actuators.keySet())) {
      var point = house.requirePoint(id);
      if (nodeOf(point).filter(node::equals).isPresent()) {
        arrange(point, traceOf(actuators.get(id).claims(), TraceId.random()), true, now);
      }
    }
  }

  /** When {@link #timePassed} has something to do. */
  Optional<Instant> deadline() {
    if (!deadlineKnown) {
      deadline =
          Stream.concat(
                  actuators.values().stream().flatMap(it -> it.deadline().stream()),
                  waiting.values().stream().flatMap(List::stream).map(Waiting::deadline))
              .min(Instant::compareTo);
      deadlineKnown = true;
    }
    return deadline;
  }

  /** Sends what the winner wants, if it is new or the node has to hear it again. */
  private void arrange(Point point, TraceId trace, boolean always, Instant now) {
    var actuator = actuators.get(point.id());
    var winner = actuator.claims().array().winner();
    var value = winner.map(it -> it.getValue().value());
    var settled = actuator.result().isEmpty() || actuator.result().get().succeeded();
    var told = actuator.sent().filter(it -> settled && it.value().equals(value)).isPresent();
    if (told && !always) {
      return;
    }
    var node = nodeOf(point);
    if (node.isEmpty()) {
      actLocally(point, value, now);
      return;
    }
    var lease = point.safe().flatMap(it -> value.isPresent() ? it.lease() : Optional.empty());
    var command =
        new Command(
            TraceId.random().hex(),
            point.id(),
            value,
            winner.map(Map.Entry::getKey).orElse(Priority.DEFAULT),
            winner.map(it -> it.getValue().source()).orElse(SYSTEM),
            winner.map(it -> it.getValue().reason()).orElse("no one claims it"),
            now,
            lease.map(now::plus),
            trace);
    var renewal = lease.map(it -> now.plus(it.dividedBy(LEASE_PART)));
    put(point.id(), actuator.sent(command, told, renewal));
    sender.send(node.get(), command);
  }

  /** A setpoint that no node owns moves nothing: the controller itself makes it so. */
  private void actLocally(Point point, Optional<Value> value, Instant now) {
    if (point.kind() == PointKind.ACTUATOR) {
      return;
    }
    var reading = value.map(it -> Reading.good(point.id(), it, now));
    reading.ifPresent(states);
    for (var it : take(point.id())) {
      it.answer(
          Answer.Outcome.DONE,
          new CommandResult(
              it.change().trace().hex(),
              CommandResult.Stage.ACKNOWLEDGED,
              value.isPresent() ? "set" : "given up; it keeps its value",
              Optional.empty(),
              reading));
    }
  }

  private Optional<String> nodeOf(Point point) {
    return house.deviceOf(point.id()).node();
  }

  private List<Waiting> take(PointId point) {
    deadlineKnown = false;
    return Optional.ofNullable(waiting.remove(point)).orElse(List.of());
  }

  /** Renewals and repeated failures are no news. */
  private void record(Actuator actuator, Command command, CommandResult result) {
    var news =
        result.succeeded()
            ? !actuator.renewal() || actuator.failures() > 0
            : actuator.failures() == 0;
    if (news && !waiting.containsKey(command.point())) {
      journal.record(command, result);
    }
  }

  private void keep(PointId id, Actuator actuator) {
    put(id, actuator);
    journal.keep(id, actuator.claims());
    live.publish(
        new LiveEvent("control", new ControlChange(id, ControlView.of(actuator.claims().array()))));
  }

  private void put(PointId id, Actuator actuator) {
    actuators.put(id, actuator);
    deadlineKnown = false;
  }

  private static Duration pause(int failures) {
    var doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 5));
    var bounded = doubled.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : doubled;
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(bounded.toMillis() * 3 / 4, bounded.toMillis()));
  }

  /** The thread back to what the winner claims, or to what left no winner. */
  private static TraceId traceOf(Claims claims, TraceId otherwise) {
    return claims.array().winner().map(it -> it.getValue().trace()).orElse(otherwise);
  }

  private static String beneath(PriorityArray array) {
    var winner = array.winner().orElseThrow();
    return "kept, but %s decides at priority %s: %s"
        .formatted(winner.getValue().source(), winner.getKey(), winner.getValue().reason());
  }

  private static CommandResult failure(String id, CommandResult.Stage stage, String detail) {
    return new CommandResult(id, stage, detail, Optional.empty(), Optional.empty());
  }

  private static void refuse(Input.Change change, String detail) {
    change
        .answer()
        .complete(
            new Answer(
                Answer.Outcome.REFUSED,
                failure(change.trace().hex(), CommandResult.Stage.REFUSED, detail)));
  }
}
