package domovoy.edge;

import domovoy.alerting.reflex.ReflexClaim;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.TraceId;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One point that can be commanded: its contract, and the way to the device. */
final class Actuator {
  private static final Logger LOG = LoggerFactory.getLogger(Actuator.class);

  /** How soon the node's own claim is tried again after a protection or the device refused it. */
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** The way to the device. */
  @FunctionalInterface
  interface Setter {
    Value set(PointId point, Value value) throws DeviceFailure;
  }

  /** Told of each value that the device has taken; returns the reading that states it. */
  @FunctionalInterface
  interface Report {
    Reading took(PointId point, Value value);
  }

  /** Held while the device is told something; the contract itself is locked only for moments. */
  private final Object moving = new Object();

  private final PointId point;
  private final Protection protection;
  private final Setter setter;
  private final Report report;
  private final OwnClaim own;
  private final Guard guard;
  private String lastFailure = "";

  /** What the controller asked for last: it holds again when the node's own rules let go. */
  private Optional<Commanded> commanded = Optional.empty();

  /** The node's own claim as it was last seen. */
  private Optional<Followed> followed = Optional.empty();

  /** When the node's own claim, or what follows it, is tried again. */
  private Optional<Instant> again = Optional.empty();

  /** What the node's own rules want of an actuator, and who hears what came of it. */
  interface OwnClaim {
    OwnClaim NONE =
        new OwnClaim() {
          @Override
          public Optional<ReflexClaim> now() {
            return Optional.empty();
          }

          @Override
          public void acted(Command command, CommandResult result) {}
        };

    /** The claim that wins among them. */
    Optional<ReflexClaim> now();

    void acted(Command command, CommandResult result);
  }

  private record Commanded(Command command, Instant requested, Optional<Instant> until) {
    boolean yieldsTo(ReflexClaim claim) {
      var order = claim.priority().compareTo(command.priority());
      return command.value().isEmpty()
          || order < 0
          || order == 0 && !claim.slot().since().isBefore(command.requested());
    }
  }

  /**
   * @param since when the claim was first seen, on the steady clock
   * @param outcome what was told of it last
   */
  private record Followed(ReflexClaim claim, Instant since, Optional<CommandResult> outcome) {
    boolean is(ReflexClaim other) {
      return claim.priority().equals(other.priority())
          && claim.slot().source().equals(other.slot().source())
          && claim.slot().since().equals(other.slot().since())
          && claim.slot().value().equals(other.slot().value());
    }
  }

  /** Keeps others from moving meanwhile. */
  interface Guard {
    <T> T alone(Supplier<T> deed);
  }

  Actuator(
      PointId point,
      Protection protection,
      Setter setter,
      Report report,
      OwnClaim own,
      Guard guard) {
    this.guard = guard;
    this.point = point;
    this.protection = protection;
    this.setter = setter;
    this.report = report;
    this.own = own;
  }

  /**
   * Does what the command says unless a protection refuses it.
   *
   * @param until when the claim ends, and
   * @param now the time, both on the steady clock
   */
  CommandResult command(Command command, Instant requested, Optional<Instant> until, Instant now) {
    synchronized (moving) {
      return guard.alone(() -> commandAlone(command, requested, until, now));
    }
  }

  private CommandResult commandAlone(
      Command command, Instant requested, Optional<Instant> until, Instant now) {
    commanded = Optional.of(new Commanded(command, requested, until));
    var reflex = own.now().filter(commanded.get()::yieldsTo);
    if (reflex.isPresent()) {
      heard(now);
      follow(now);
      return beneath(command, reflex.get());
    }
    followed = Optional.empty();
    again = Optional.empty();
    return switch (decide(it -> it.command(command.value(), requested, until, now))) {
      case Protection.Decision.Refused(var by, var detail) ->
          answer(
              command,
              CommandResult.Stage.REFUSED,
              "%s: %s".formatted(point, detail),
              Optional.of(by),
              Optional.empty());
      case Protection.Decision.Keep() ->
          answer(
              command,
              CommandResult.Stage.ACKNOWLEDGED,
              point + " stays as it is: no one claims it and it has no safe value",
              Optional.empty(),
              wanted().map(it -> report.took(point, it)));
      case Protection.Decision.Set(var value, var why) -> set(command, value, why, now);
    };
  }

  private CommandResult beneath(Command command, ReflexClaim reflex) {
    return answer(
        command,
        CommandResult.Stage.ACKNOWLEDGED,
        "%s at level %d decides over %s; kept beneath it"
            .formatted(reflex.slot().source(), reflex.priority().level(), point),
        Optional.empty(),
        wanted().map(it -> report.took(point, it)));
  }

  /** Does what the node's own rules want now, or what stands when they want nothing. */
  void follow(Instant now) {
    synchronized (moving) {
      guard.alone(
          () -> {
            followAlone(now);
            return now;
          });
    }
  }

  private void followAlone(Instant now) {
    var claim = own.now().filter(it -> commanded.filter(c -> !c.yieldsTo(it)).isEmpty());
    if (claim.isPresent()) {
      follow(claim.get(), now);
    } else if (followed.isPresent()) {
      letGo(followed.get(), now);
    }
  }

  private void follow(ReflexClaim claim, Instant now) {
    var known = followed.filter(it -> it.is(claim));
    var current = known.orElseGet(() -> new Followed(claim, now, Optional.empty()));
    followed = Optional.of(current);
    again = Optional.empty();
    var value = claim.slot().value();
    if (known.isPresent() && wanted().equals(Optional.of(value))) {
      return;
    }
    conclude(current, decide(it -> it.reflex(value, current.since(), now)), now);
  }

  private void letGo(Followed before, Instant now) {
    again = Optional.empty();
    var decision =
        decide(
            it ->
                it.fallBack(
                    commanded.flatMap(c -> c.command().value()),
                    commanded.map(Commanded::requested).orElse(now),
                    commanded.flatMap(Commanded::until),
                    now));
    if (conclude(before, decision, now)) {
      followed = Optional.empty();
    }
  }

  /** Does as decided and tells of it once; false when it has to be tried again. */
  private boolean conclude(Followed what, Protection.Decision decision, Instant now) {
    var slot = what.claim().slot();
    var command =
        new Command(
            TraceId.random().hex(),
            point,
            Optional.of(slot.value()),
            what.claim().priority(),
            slot.source(),
            slot.reason(),
            slot.since(),
            Optional.empty(),
            slot.trace());
    var result =
        switch (decision) {
          case Protection.Decision.Set(var value, var why) -> set(command, value, why, now);
          case Protection.Decision.Keep() ->
              answer(
                  command,
                  CommandResult.Stage.ACKNOWLEDGED,
                  point + " stays as it is",
                  Optional.empty(),
                  Optional.empty());
          case Protection.Decision.Refused(var by, var detail) ->
              answer(
                  command,
                  CommandResult.Stage.REFUSED,
                  "%s: %s".formatted(point, detail),
                  Optional.of(by),
                  Optional.empty());
        };
    var done = result.succeeded();
    if (!done) {
      again = Optional.of(now.plus(RETRY));
    }
    var news =
        what.outcome()
            .filter(
                it -> it.stage() == result.stage() && it.protection().equals(result.protection()))
            .isEmpty();
    if (news || done) {
      own.acted(command, result);
      followed = Optional.of(new Followed(what.claim(), what.since(), Optional.of(result)));
    }
    return done;
  }

  private CommandResult set(Command command, Value value, String why, Instant now) {
    try {
      var state = apply(value, now);
      return answer(
          command,
          CommandResult.Stage.ACKNOWLEDGED,
          "%s is %s (%s)".formatted(point, state.value(), why),
          Optional.empty(),
          Optional.of(state));
    } catch (DeviceFailure e) {
      return answer(
          command, CommandResult.Stage.FAILED, e.getMessage(), Optional.empty(), Optional.empty());
    }
  }

  private static CommandResult answer(
      Command command,
      CommandResult.Stage stage,
      String detail,
      Optional<String> protection,
      Optional<Reading> state) {
    return new CommandResult(command.id(), stage, detail, protection, state);
  }

  private Reading apply(Value value, Instant now) throws DeviceFailure {
    var actual = setter.set(point, value);
    became(actual, now);
    return report.took(point, actual);
  }

  /** Sets what it shall be, after the device was connected. */
  void restore(Instant now) {
    synchronized (moving) {
      wanted().ifPresent(it -> applyOrLog(it, "connected", now));
      follow(now);
    }
  }

  /** Does what the contract demands at this time. */
  void keep(Instant now) {
    synchronized (moving) {
      if (decide(it -> it.due(now)) instanceof Protection.Decision.Set(var value, var why)
          && applyOrLog(value, why, now)) {
        LOG.info("{} set to {}: {}", point, value, why);
        synchronized (protection) {
          protection.released();
        }
      }
      if (again.filter(it -> !now.isBefore(it)).isPresent()) {
        follow(now);
      }
    }
  }

  /** Ends its commander's lease, because the node stops and nobody will keep it. */
  void stop(Instant now) {
    synchronized (moving) {
      protection.atStop().ifPresent(it -> applyOrLog(it, "the node stops", now));
    }
  }

  private boolean applyOrLog(Value value, String why, Instant now) {
    try {
      apply(value, now);
      lastFailure = "";
      return true;
    } catch (DeviceFailure e) {
      if (!lastFailure.equals(e.getMessage())) { // not ten times a second
        LOG.warn("{} is not set to {} ({}): {}", point, value, why, e.getMessage());
      }
      lastFailure = e.getMessage();
      return false;
    }
  }

  /** The commander has shown that it is there. */
  void heard(Instant now) {
    synchronized (protection) {
      protection.heard(now);
    }
  }

  /** The device says that it has changed, as when someone used its own switch. */
  void became(Value value, Instant now) {
    synchronized (protection) {
      protection.became(value, now);
    }
  }

  /** What it shall be from the first moment of a connection. */
  Optional<Value> wanted() {
    synchronized (protection) {
      return protection.value();
    }
  }

  private Protection.Decision decide(Function<Protection, Protection.Decision> question) {
    synchronized (protection) {
      return question.apply(protection);
    }
  }
}
