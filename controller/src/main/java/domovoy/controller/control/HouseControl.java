package domovoy.controller.control;

import domovoy.alerting.RuleSet;
import domovoy.alerting.RuleStatus;
import domovoy.alerting.reflex.ReflexClaim;
import domovoy.alerting.reflex.ReflexEvent;
import domovoy.controller.live.LiveStream;
import domovoy.core.Command;
import domovoy.core.House;
import domovoy.core.PointId;
import domovoy.core.Priority;
import domovoy.core.Reading;
import domovoy.core.Slot;
import domovoy.core.TraceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** The heart of the controller as the other parts see it. May be used from any thread. */
public final class HouseControl implements AutoCloseable {
  private final StateTable states = new StateTable();
  private final Arbiter arbiter;
  private final Incidents incidents;
  private final Shadows shadows;
  private final Notices notices;
  private final Control control;
  private final ControlLoop loop;
  private final InstantSource clock;

  /**
   * @param sender sends commands to nodes
   * @param journal keeps what has to outlive this process
   * @param rules the rules that can run in a house
   * @param kept what was kept when the house was last run
   */
  public HouseControl(
      House house,
      CommandSender sender,
      Journal journal,
      LiveStream live,
      Function<House, RuleSet> rules,
      Kept kept,
      InstantSource clock) {
    this.clock = clock;
    arbiter = new Arbiter(house, sender, journal, live, this::reported);
    arbiter.restore(kept.upheldClaims());
    incidents = new Incidents(journal, live);
    incidents.restore(kept.incidents());
    shadows =
        new Shadows(journal, states::of, it -> arbiter.actuator(it).flatMap(HouseControl::decided));
    shadows.restore(kept.shadows());
    notices = new Notices(journal, live);
    notices.restore(kept.notices());
    control =
        new Control(
            states,
            arbiter,
            incidents,
            shadows,
            notices,
            journal,
            live,
            rules,
            house,
            kept.memory(),
            clock.instant());
    loop = new ControlLoop(control, clock);
  }

  public void start() {
    loop.start();
  }

  public Optional<Reading> state(PointId point) {
    return states.of(point);
  }

  public Optional<Actuator> actuator(PointId point) {
    return arbiter.actuator(point);
  }

  /** Those that are not over, and the latest of those that are; newest first. */
  public List<Incident> incidents() {
    return incidents.all();
  }

  /** What rules have told people, newest first. */
  public List<Notice> notices() {
    return notices.all();
  }

  /** What a rule in shadow would have done, newest first. */
  public List<ShadowRecord> shadow(String rule) {
    return shadows.of(rule);
  }

  private static Optional<ControlView> decided(Actuator actuator) {
    return ControlView.of(actuator.allClaims().array());
  }

  /** Live readings of points of this house; false when there are more than can be taken now. */
  public boolean readings(List<Reading> readings, TraceId trace) {
    return loop.offer(new Input.Readings(readings, trace));
  }

  /** Last known readings from before the start. */
  public void recalled(List<Reading> readings) {
    loop.tell(new Input.Recalled(readings));
  }

  /**
   * A person claims a level of an actuator, or gives it up.
   *
   * @param slot empty: give the level up
   * @return completed within seconds, whatever happens; empty when the house cannot take it now
   */
  public Optional<CompletableFuture<Answer>> change(
      PointId point, Priority priority, Optional<Slot> slot, TraceId trace) {
    var answer = new CompletableFuture<Answer>();
    return loop.offer(new Input.Change(point, priority, slot, trace, answer))
        ? Optional.of(answer)
        : Optional.empty();
  }

  /** An outside evaluator's alert; false when the house cannot take it now. */
  public boolean alert(Alert alert) {
    return loop.offer(new Input.Alerted(alert));
  }

  /** Someone has seen an incident; the answer is empty when there is none of that id. */
  public CompletableFuture<Optional<Incident>> acknowledge(String incident, String by) {
    var answer = new CompletableFuture<Optional<Incident>>();
    loop.tell(new Input.Acknowledged(incident, by, answer));
    return answer;
  }

  /** A command to a node has come to an end. */
  public void delivered(Command command, Delivery delivery) {
    loop.tell(new Input.Delivered(command, delivery));
  }

  /**
   * What a node says of the rules that it runs by itself.
   *
   * @param claims what they claim now, all of it
   * @param events what they did, with the node's times; some may come twice
   */
  public void reflexes(String node, List<ReflexClaim> claims, List<ReflexEvent> events) {
    loop.tell(new Input.Reflexes(node, claims, events));
  }

  /** A node is there again or anew: it is told what shall be. */
  public void nodeReturned(String node) {
    loop.tell(new Input.NodeReturned(node));
  }

  public void houseChanged(House house) {
    loop.tell(new Input.HouseChanged(house));
  }

  /** The rules of the house are others now. */
  public void rulesChanged() {
    loop.tell(new Input.RulesChanged());
  }

  /**
   * All automation but life safety rests until then: claims of rules are given up and nothing new
   * is done.
   *
   * @param until a time that is over ends a rest at once
   * @return completed when it rests
   */
  public CompletableFuture<Void> pause(Instant until) {
    var answer = new CompletableFuture<Void>();
    loop.tell(new Input.Paused(until, answer));
    return answer;
  }

  /** Until when automation rests; empty when it does not. */
  public Optional<Instant> pausedUntil() {
    return control.pausedUntil().filter(it -> it.isAfter(clock.instant()));
  }

  /** How each rule stands. */
  public CompletableFuture<List<RuleStatus>> rules() {
    var answer = new CompletableFuture<List<RuleStatus>>();
    loop.tell(new Input.RulesAsked(answer));
    return answer;
  }

  /** Makes the loop look at the clock, for tests that move it. */
  public void nudge() {
    loop.tell(new Input.Nudged());
  }

  /** How many inputs wait. */
  public int waiting() {
    return loop.waiting();
  }

  /** What is wrong with the loop; empty when it runs. */
  public Optional<String> fault() {
    return loop.isAlive() ? Optional.empty() : Optional.of("the control loop has stopped");
  }

  @Override
  public void close() {
    loop.close();
    control.remember(clock.instant());
  }

  private void reported(Reading reading) {
    loop.tell(new Input.Readings(List.of(reading), TraceId.random()));
  }
}
