package domovoy.edge;

import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One point that can be commanded: its contract, and the way to the device. */
final class Actuator {
  private static final Logger LOG = LoggerFactory.getLogger(Actuator.class);

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
  private String lastFailure = "";

  Actuator(PointId point, Protection protection, Setter setter, Report report) {
    this.point = point;
    this.protection = protection;
    this.setter = setter;
    this.report = report;
  }

  /**
   * Does what the command says unless a protection refuses it.
   *
   * @param until when the claim ends, and
   * @param now the time, both on the steady clock
   */
  CommandResult command(Command command, Instant requested, Optional<Instant> until, Instant now) {
    synchronized (moving) {
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
