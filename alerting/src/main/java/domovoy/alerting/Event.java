package domovoy.alerting;

import domovoy.core.Reading;
import domovoy.core.TraceId;
import java.time.Instant;

/**
 * Something that the engine is told. Events come in the order they are handed over; one whose time
 * lies before that of the event before it is taken as happening at that time, so a clock set back
 * never turns a timer back.
 */
public sealed interface Event {

  /** When it happened, by the clock of the program that runs the engine. */
  Instant time();

  /**
   * A live reading arrived.
   *
   * @param reading what was measured; its own time may lie before {@code time}
   * @param trace the trace it came with
   */
  record ReadingArrived(Reading reading, Instant time, TraceId trace) implements Event {}

  /**
   * The last known value of a point, from before the engine started. Unlike an arriving reading it
   * may be old; whether it is too old is for each rule to say.
   */
  record ReadingRecalled(Reading reading, Instant time, TraceId trace) implements Event {}

  /** Nothing but time; due at the engine's next deadline. */
  record TimePassed(Instant time) implements Event {}

  /** The house's mode is now another one: {@code home}, {@code away}, {@code night}, ... */
  record ModeChanged(String mode, Instant time) implements Event {}

  /** A person came home or left. */
  record PresenceChanged(String person, boolean home, Instant time) implements Event {}

  /** An outside evaluator says that its alert holds, or no longer does. */
  record AlertChanged(String name, boolean firing, Instant time) implements Event {}

  /**
   * All automation but life safety rests until then: claims are given up and nothing new is done.
   *
   * @param until end of the rest; {@code time} or earlier ends a rest at once
   */
  record AutomationPaused(Instant until, Instant time) implements Event {}
}
