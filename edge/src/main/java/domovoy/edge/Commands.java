package domovoy.edge;

import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.service.signing.SignatureVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes commands: checks all of a command before anything moves, and answers a repeated one as it
 * was answered first.
 */
final class Commands {
  private static final int MOST_REMEMBERED = 1_000;
  private static final Duration LONGEST_CLAIM = Duration.ofDays(366);

  private final Supplier<House> house;
  private final Function<PointId, Actuator> actuators;
  private final InstantSource clock;
  private final InstantSource steady;
  private final Map<String, CompletableFuture<CommandResult>> answers =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, CompletableFuture<CommandResult>> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /**
   * @param actuators the actuator of a commandable point of the house
   * @param clock the time of day, for what stands in commands
   * @param steady a clock that is never set, for durations
   */
  Commands(
      Supplier<House> house,
      Function<PointId, Actuator> actuators,
      InstantSource clock,
      InstantSource steady) {
    this.house = house;
    this.actuators = actuators;
    this.clock = clock;
    this.steady = steady;
  }

  /**
   * Does what the command says, or says why not.
   *
   * @throws InvalidInputException naming every field that is wrong; then nothing has changed
   */
  CommandResult take(Command command) {
    var point = check(command);
    var answer = new CompletableFuture<CommandResult>();
    synchronized (answers) {
      var first = answers.putIfAbsent(command.id(), answer);
      if (first != null) {
        answer = first;
      }
    }
    synchronized (answer) { // a repetition waits for the first
      if (!answer.isDone()) {
        answer.complete(perform(command, point));
      }
      return answer.join();
    }
  }

  private CommandResult perform(Command command, Point point) {
    var now = clock.instant();
    var steadyNow = steady.instant();
    return actuators
        .apply(point.id())
        .command(
            new Command(
                command.id(),
                command.point(),
                command.value().map(point.accepts()::accept),
                command.priority(),
                command.source(),
                command.reason(),
                command.requested(),
                command.until(),
                command.trace()),
            toSteady(later(command.requested(), now.minus(LONGEST_CLAIM)), now, steadyNow),
            command.until().map(it -> toSteady(it, now, steadyNow)),
            steadyNow);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant toSteady(Instant time, Instant now, Instant steadyNow) {
    return steadyNow.plus(Duration.between(now, time));
  }

  private Point check(Command command) {
    var point = house.get().requirePoint(command.point());
    var faults = new ArrayList<InvalidInputException.Fault>();
    if (!point.kind().isCommandable()) {
      faults.add(
          new InvalidInputException.Fault(
              "point", "an actuator or a setpoint", point.id() + ", which is a sensor"));
    }
    try {
      command.value().ifPresent(point.accepts()::accept);
    } catch (InvalidInputException e) {
      faults.addAll(e.faults());
    }
    var now = clock.instant();
    if (command.requested().isAfter(now.plus(SignatureVerifier.CLOCK_SKEW))) {
      faults.add(
          new InvalidInputException.Fault(
              "requested", "a time not in the future", command.requested().toString()));
    }
    faultOf(command.until(), now).ifPresent(faults::add);
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
    return point;
  }

  private static Optional<InvalidInputException.Fault> faultOf(
      Optional<Instant> until, Instant now) {
    return until
        .filter(it -> !it.isAfter(now) || it.isAfter(now.plus(LONGEST_CLAIM)))
        .map(
            it ->
                new InvalidInputException.Fault(
                    "until",
                    "a time within the next %d days".formatted(LONGEST_CLAIM.toDays()),
                    it.toString()));
  }
}
