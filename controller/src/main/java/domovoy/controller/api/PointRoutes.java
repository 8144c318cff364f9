package domovoy.controller.api;

import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Caller;
import domovoy.controller.access.Permission;
import domovoy.controller.control.Answer;
import domovoy.controller.control.Causes;
import domovoy.controller.control.HouseControl;
import domovoy.controller.house.HouseModel;
import domovoy.controller.nodes.Nodes;
import domovoy.controller.store.AuditRecord;
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
import domovoy.history.HistoryException;
import domovoy.history.HistoryReader;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import domovoy.service.ProblemException;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Points: what is known of them, why they are so, and commands to them. */
final class PointRoutes implements Routes {
  private static final long LARGEST_COMMAND = 1 << 14;
  private static final int COMMANDS_PER_MINUTE = 300;
  private static final long LARGEST_READINGS = 4 << 20;

  /** A reading that was older than this did not tell what was so. */
  private static final Duration LOOK_BACK = Duration.ofHours(6);

  private final Access access;
  private final HouseModel house;
  private final HouseControl control;
  private final Nodes nodes;
  private final Causes causes;
  private final HistoryReader history;
  private final PointViews views;
  private final Acts acts;
  private final InstantSource clock;

  /** By caller; callers are users and tokens, of which there is a bounded number. */
  private final Map<Source, Allowance> allowances = new ConcurrentHashMap<>();

  PointRoutes(
      Access access,
      HouseModel house,
      HouseControl control,
      Nodes nodes,
      Causes causes,
      HistoryReader history,
      Acts acts,
      InstantSource clock) {
    this.access = access;
    this.house = house;
    this.control = control;
    this.nodes = nodes;
    this.causes = causes;
    this.history = history;
    this.acts = acts;
    this.clock = clock;
    views = new PointViews(house, control, nodes);
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/points", this::all);
    routing.get("/api/v1/points/{id}", this::one);
    routing.get("/api/v1/points/{id}/why", this::why);
    routing.put("/api/v1/points/{id}/command", this::command);
    routing.delete("/api/v1/points/{id}/command", this::relinquish);
    routing.post("/api/v1/readings", this::readings);
  }

  private void all(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    Bodies.send(response, views.all());
  }

  private void one(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    Bodies.send(response, views.of(house.house(), asked(request)));
  }

  private void why(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var point = asked(request);
    var present = house.house();
    var asked =
        Parameters.time(request, "at", present.site().zone())
            .filter(it -> it.isBefore(clock.instant()));
    if (asked.isPresent()) {
      Bodies.send(response, past(present, point, asked.get()));
      return;
    }
    var reachable = present.deviceOf(point.id()).node().map(nodes::isReachable).orElse(true);
    var why =
        new Why(present, point, control.state(point.id()), control.actuator(point.id()), reachable);
    Bodies.send(response, why.view());
  }

  private WhyView past(House present, Point point, Instant at) {
    var claims = causes.at(point.id(), at).map(it -> it.claims().expiredAt(at));
    return Why.past(present, point, state(point, at), claims, at);
  }

  /** The latest reading before the moment, when the history has one. */
  private Optional<Reading> state(Point point, Instant at) {
    try {
      return history.readings(point, at.minus(LOOK_BACK), at.plusNanos(1)).stream()
          .reduce((_, later) -> later);
    } catch (HistoryException | InvalidInputException _) {
      return Optional.empty(); // who decided is known without it
    }
  }

  private void command(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.COMMAND);
    var trace = Acts.trace(request);
    change(
        caller,
        request,
        response,
        trace,
        point ->
            Optional.of(
                Bodies.json(request, LARGEST_COMMAND, CommandInput.class)
                    .claim(point, caller.source(), clock.instant(), trace)));
  }

  private void relinquish(ServerRequest request, ServerResponse response) {
    var caller = access.require(request, Permission.COMMAND);
    change(caller, request, response, Acts.trace(request), _ -> Optional.empty());
  }

  /** Reads what a request wants of a point; empty: to give up the claim. */
  @FunctionalInterface
  private interface Wish {
    Optional<Slot> of(Point point);
  }

  private void change(
      Caller caller, ServerRequest request, ServerResponse response, TraceId trace, Wish wish) {
    var id = request.path().pathParameters().get("id");
    requireAllowance(caller);
    var said = "";
    Answer answer;
    try {
      var point = commandable(request);
      var slot = wish.of(point);
      said = slot.map(it -> it.value() + ": ").orElse("given up: ");
      answer =
          control
              .change(point.id(), Priority.MANUAL, slot, trace)
              .orElseThrow(
                  () -> Problem.unavailable("the house is too busy; try again").toException())
              .join();
    } catch (InvalidInputException | ProblemException e) {
      acts.record(
          caller, "point.command", id, AuditRecord.Result.REFUSED, said + e.getMessage(), trace);
      throw e;
    }
    acts.record(
        caller,
        "point.command",
        id,
        switch (answer.outcome()) {
          case DONE, BENEATH -> AuditRecord.Result.DONE;
          case REFUSED, SUPERSEDED -> AuditRecord.Result.REFUSED;
          case UNREACHABLE, TIMED_OUT -> AuditRecord.Result.FAILED;
        },
        said + answer.result().detail(),
        trace);
    answer(id, answer, response);
  }

  /** What calls that often is broken, and would keep the relays clicking. */
  private void requireAllowance(Caller caller) {
    var allowance =
        allowances.computeIfAbsent(caller.source(), _ -> new Allowance(COMMANDS_PER_MINUTE, clock));
    if (!allowance.take()) {
      throw Problem.tooMany("at most %d commands a minute".formatted(COMMANDS_PER_MINUTE))
          .toException();
    }
  }

  private void answer(String id, Answer answer, ServerResponse response) {
    var detail = answer.result().detail();
    switch (answer.outcome()) {
      case DONE, BENEATH -> Bodies.send(response, answer.result());
      case REFUSED ->
          throw Problem.conflict("%s is not changed: %s".formatted(id, detail)).toException();
      case SUPERSEDED -> throw Problem.conflict("%s: %s".formatted(id, detail)).toException();
      case UNREACHABLE ->
          throw Problem.of(
                  502,
                  "node-unreachable",
                  "The node is not reached",
                  "%s is not changed, its node is not reached: %s".formatted(id, detail))
              .toException();
      case TIMED_OUT ->
          throw Problem.timeout("%s is not changed: %s".formatted(id, detail)).toException();
    }
  }

  private void readings(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READINGS);
    var readings =
        LiveReadings.read(Bodies.read(request, LARGEST_READINGS), house.house(), clock.instant());
    if (!control.readings(readings, Acts.trace(request))) {
      throw Problem.unavailable("more readings than can be taken now; send them again")
          .toException();
    }
    Bodies.send(response, Status.ACCEPTED_202, Map.of("accepted", readings.size()));
  }

  private Point commandable(ServerRequest request) {
    var point = asked(request);
    if (!point.kind().isCommandable()) {
      throw new InvalidInputException(
          "point", "an actuator or a setpoint; a sensor cannot be commanded", point.id().name());
    }
    var nodeless = house.house().deviceOf(point.id()).node().isEmpty();
    if (nodeless && point.kind() == PointKind.ACTUATOR) {
      throw Problem.conflict("no node owns %s, so no one can switch it".formatted(point.id()))
          .toException();
    }
    return point;
  }

  private Point asked(ServerRequest request) {
    var name = request.path().pathParameters().get("id");
    try {
      return house.house().requirePoint(new PointId(name));
    } catch (InvalidInputException e) {
      throw Problem.notFound(e.getMessage()).toException();
    }
  }
}
