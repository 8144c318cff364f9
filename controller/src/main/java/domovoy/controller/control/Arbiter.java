package domovoy.controller.control;

import domovoy.alerting.Explanation;
import domovoy.alerting.reflex.ReflexClaim;
import domovoy.controller.live.LiveEvent;
import domovoy.controller.live.LiveStream;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.Priority;
import domovoy.core.Reading;
import domovoy.core.Slot;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Keeps the claims on every actuator, and sees to it that each node is told who won. Changed by the
 * loop's thread alone; read by any.
 */
final class Arbiter {
  private static final Source SYSTEM = Source.system("controller");

  /** Of a lease this part is let pass before it is renewed: two renewals may get lost. */
  private static final int LEASE_PART = 3;

  private final CommandSender sender;
  private final Journal journal;
  private final LiveStream live;
  private final Consumer<Reading> states;
  private final Map<PointId, Actuator> actuators = new ConcurrentHashMap<>();
  private final Deadlines deadlines = new Deadlines();
  private final WaitingChanges waiting = new WaitingChanges();
  private House house;

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
        deadlines.remove(point);
        journal.forget(point);
        waiting.refuse(point, "the point was removed");
      }
    }
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
    var mine = waiting.begin(change, before, now);
    var all = actuators.get(point.id()).allClaims().array();
    if (all.winner().filter(it -> it.getKey().compareTo(level) < 0).isPresent()) {
      mine.keepBeneath(all);
      arrange(point, change.trace(), false, now); // a node whose own rule decides has to know it
      return;
    }
    waiting.add(mine);
    arrange(point, change.trace(), true, now);
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
          succeeded(command.point(), actuator.succeeded(result), now);
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

  private void succeeded(PointId id, Actuator actuator, Instant now) {
    put(id, actuator);
    var array = actuator.claims().array();
    var winner = array.winner().map(Map.Entry::getValue);
    for (var it : take(id)) {
      var won = it.change().slot().isEmpty() || winner.equals(it.change().slot());
      if (won) {
        it.answer(Answer.Outcome.DONE, actuator.result().orElseThrow());
      } else if (it.isStillHeld(array)) {
        it.keepBeneath(array);
      } else {
        it.supersede();
      }
    }
    // what was done may no longer be what is wanted: a change was given up meanwhile
    arrange(house.requirePoint(id), traceOf(actuator.claims(), TraceId.random()), false, now);
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
      put(command.point(), actuator.failed(result, now.plus(Backoff.after(actuator.failures()))));
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
    for (var id : deadlines.due(now)) {
      var actuator = actuators.get(id);
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

  /** Whether the node acted is not known, so that it is told again how things shall be. */
  private void endWaiting(Instant now) {
    for (var id : waiting.overdue(now)) {
      var actuator = actuators.get(id);
      var result =
          failure(
              actuator.sent().map(Command::id).orElse(""),
              CommandResult.Stage.FAILED,
              "the node did not answer in time");
      put(id, actuator.failed(result, now.plus(Backoff.after(actuator.failures()))));
      take(id).forEach(it -> giveUp(it, Answer.Outcome.TIMED_OUT, result, now));
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

  /** What rules on a node claim now. It is not sent back: the node knows. */
  void mirror(String node, List<ReflexClaim> reported) {
    var byPoint = new HashMap<PointId, Claims>();
    for (var claim : reported) {
      slotOf(claim)
          .ifPresent(
              slot ->
                  byPoint.merge(
                      claim.point(),
                      Claims.NONE.with(claim.priority(), slot, Optional.of(claim.explanation())),
                      (others, _) ->
                          others.with(claim.priority(), slot, Optional.of(claim.explanation()))));
    }
    for (var point : house.points().values()) {
      if (!point.kind().isCommandable() || !nodeOf(point).equals(Optional.of(node))) {
        continue;
      }
      var actuator = actuators.getOrDefault(point.id(), Actuator.NEW);
      var claims = byPoint.getOrDefault(point.id(), Claims.NONE);
      if (!claims.array().equals(actuator.reflexes().array())) {
        journal.note(point.id(), actuator.withReflexes(claims).allClaims());
        put(point.id(), actuator.withReflexes(claims));
        publish(point.id(), actuator.withReflexes(claims));
      }
    }
  }

  /** With the value in its point's own form; empty when the point is another one here. */
  private Optional<Slot> slotOf(ReflexClaim claim) {
    var slot = claim.slot();
    try {
      var value = house.requirePoint(claim.point()).accepts().accept(slot.value());
      return Optional.of(
          new Slot(value, slot.source(), slot.reason(), slot.since(), slot.until(), slot.trace()));
    } catch (InvalidInputException _) {
      return Optional.empty();
    }
  }

  private void publish(PointId id, Actuator actuator) {
    live.publish(
        new LiveEvent(
            "control", new ControlChange(id, ControlView.of(actuator.allClaims().array()))));
  }

  /** When {@link #timePassed} has something to do. */
  Optional<Instant> deadline() {
    return Stream.concat(deadlines.earliest().stream(), waiting.deadline().stream())
        .min(Instant::compareTo);
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
            winner.map(it -> it.getValue().since()).filter(it -> it.isBefore(now)).orElse(now),
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
    return waiting.take(point);
  }

  /** Renewals and repeated failures are no news. */
  private void record(Actuator actuator, Command command, CommandResult result) {
    var news =
        result.succeeded()
            ? !actuator.renewal() || actuator.failures() > 0
            : actuator.failures() == 0;
    if (news && !waiting.isAwaited(command.point())) {
      journal.record(command, result);
    }
  }

  private void keep(PointId id, Actuator actuator) {
    journal.keep(id, actuator.claims());
    journal.note(id, actuator.allClaims()); // first, so that what is seen is on record
    put(id, actuator);
    publish(id, actuator);
  }

  private void put(PointId id, Actuator actuator) {
    actuators.put(id, actuator);
    deadlines.set(id, actuator.deadline());
  }

  /** The thread back to what the winner claims, or to what left no winner. */
  private static TraceId traceOf(Claims claims, TraceId otherwise) {
    return claims.array().winner().map(it -> it.getValue().trace()).orElse(otherwise);
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
