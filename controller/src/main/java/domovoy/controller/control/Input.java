package domovoy.controller.control;

import domovoy.alerting.RuleStatus;
import domovoy.alerting.reflex.ReflexClaim;
import domovoy.alerting.reflex.ReflexEvent;
import domovoy.core.Command;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Reading;
import domovoy.core.Slot;
import domovoy.core.TraceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Something that the loop is told. */
sealed interface Input {

  /** Live readings. */
  record Readings(List<Reading> readings, TraceId trace) implements Input {}

  /** Last known readings, from before the start. */
  record Recalled(List<Reading> readings) implements Input {}

  /**
   * A person changes one level of an actuator.
   *
   * @param slot what to claim; empty: give the level up
   * @param answer completed when the node has answered or the deadline is over
   */
  record Change(
      PointId point,
      Priority priority,
      Optional<Slot> slot,
      TraceId trace,
      CompletableFuture<Answer> answer)
      implements Input {}

  /** A command to a node has come to an end. */
  record Delivered(Command command, Delivery delivery) implements Input {}

  /** What a node says of the rules that it runs by itself. */
  record Reflexes(String node, List<ReflexClaim> claims, List<ReflexEvent> events)
      implements Input {}

  /** A node is there again, or anew: it may not know what shall be. */
  record NodeReturned(String node) implements Input {}

  /** An outside evaluator says that an alert holds, or no longer does. */
  record Alerted(Alert alert) implements Input {}

  /** Someone has seen an incident. */
  record Acknowledged(String incident, String by, CompletableFuture<Optional<Incident>> answer)
      implements Input {}

  /** The house has other areas, devices or points now. */
  record HouseChanged(House house) implements Input {}

  /** Someone wants to know how the rules stand. */
  record RulesAsked(CompletableFuture<List<RuleStatus>> answer) implements Input {}

  /** The rules of the house were changed. */
  record RulesChanged() implements Input {}

  /** All automation but life safety is to rest until then; a time that is over ends a rest. */
  record Paused(Instant until, CompletableFuture<Void> answer) implements Input {}

  /** Nothing, but the clock may have been moved. */
  record Nudged() implements Input {}
}
