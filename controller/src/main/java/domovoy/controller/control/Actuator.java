package domovoy.controller.control;

import domovoy.core.Command;
import domovoy.core.CommandResult;
import java.time.Instant;
import java.util.Optional;

/**
 * What the controller knows of one point that can be commanded. Immutable.
 *
 * @param claims who claims it, as its node is told
 * @param reflexes what rules on its node claim, as the node has reported
 * @param sent the last command to its node
 * @param renewal whether that command only repeated what the node had been told before
 * @param result what came of the last command that has come to an end
 * @param due when the command is to be sent again by itself: to renew a lease or after a failure
 * @param failures how many commands in a row have failed
 */
public record Actuator(
    Claims claims,
    Claims reflexes,
    Optional<Command> sent,
    boolean renewal,
    Optional<CommandResult> result,
    Optional<Instant> due,
    int failures) {
  static final Actuator NEW =
      new Actuator(
          Claims.NONE, Claims.NONE, Optional.empty(), false, Optional.empty(), Optional.empty(), 0);

  Actuator with(Claims other) {
    return new Actuator(other, reflexes, sent, renewal, result, due, failures);
  }

  Actuator withReflexes(Claims reported) {
    return new Actuator(claims, reported, sent, renewal, result, due, failures);
  }

  /** Everyone who claims it, as its node sees it. */
  public Claims allClaims() {
    var all = claims;
    for (var it : reflexes.array().slots().entrySet()) {
      all = all.with(it.getKey(), it.getValue(), reflexes.explanation(it.getKey()));
    }
    return all;
  }

  Actuator sent(Command command, boolean again, Optional<Instant> nextRenewal) {
    return new Actuator(
        claims, reflexes, Optional.of(command), again, result, nextRenewal, failures);
  }

  Actuator succeeded(CommandResult outcome) {
    return new Actuator(claims, reflexes, sent, renewal, Optional.of(outcome), due, 0);
  }

  Actuator failed(CommandResult outcome, Instant retry) {
    return new Actuator(
        claims, reflexes, sent, renewal, Optional.of(outcome), Optional.of(retry), failures + 1);
  }

  /** When time alone will change it. */
  Optional<Instant> deadline() {
    var expiry = claims.array().nextExpiry();
    if (due.isEmpty() || expiry.isEmpty()) {
      return due.or(() -> expiry);
    }
    return due.get().isBefore(expiry.get()) ? due : expiry;
  }
}
