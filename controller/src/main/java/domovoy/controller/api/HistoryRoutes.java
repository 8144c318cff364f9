package domovoy.controller.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import domovoy.controller.Routes;
import domovoy.controller.access.Access;
import domovoy.controller.access.Permission;
import domovoy.controller.house.HouseModel;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Unit;
import domovoy.history.Aggregate;
import domovoy.history.HistoryException;
import domovoy.history.HistoryReader;
import domovoy.history.Step;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The history of a point. */
final class HistoryRoutes implements Routes {
  private static final Duration USUAL_SPAN = Duration.ofDays(1);
  private static final Pattern SHORT_STEP = Pattern.compile("(\\d{1,6})([smhdw])");

  /** With no step asked for, about as many values as a chart has room for. */
  private static final int USUAL_VALUES = 300;

  private static final List<Duration> ROUND =
      List.of(
          Duration.ofSeconds(10),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofHours(1),
          Duration.ofHours(6));

  /** Heavy questions wait for each other, so that they cannot slow down the house. */
  private static final int AT_ONCE = 4;

  /**
   * What is answered.
   *
   * @param values time and value; the time is the start of the step
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  private record View(
      PointId point,
      Unit unit,
      Instant from,
      Instant to,
      Object step,
      Optional<Aggregate> fn,
      ZoneId zone,
      List<List<Object>> values) {}

  /** A question to the history store. */
  @FunctionalInterface
  private interface Question<T> {
    T ask() throws HistoryException;
  }

  private final Access access;
  private final HouseModel house;
  private final HistoryReader history;
  private final InstantSource clock;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);

  HistoryRoutes(Access access, HouseModel house, HistoryReader history, InstantSource clock) {
    this.access = access;
    this.house = house;
    this.history = history;
    this.clock = clock;
  }

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/api/v1/points/{id}/history", this::history);
  }

  private void history(ServerRequest request, ServerResponse response) {
    access.require(request, Permission.READ);
    var present = house.house();
    var point = point(request);
    var zone =
        parameter(request, "zone", "a time zone such as Europe/Moscow", ZoneId::of)
            .orElse(present.site().zone());
    Function<String, Instant> reader = it -> Parameters.time(it, zone);
    var expected = "a time such as 2026-01-01T12:00:00Z or a date such as 2026-01-01";
    var to = parameter(request, "to", expected, reader).orElseGet(clock::instant);
    var from = parameter(request, "from", expected, reader).orElse(to.minus(USUAL_SPAN));
    if (Parameters.text(request, "step").filter("raw"::equals).isPresent()) {
      var readings = ask(() -> history.readings(point, from, to));
      List<List<Object>> values =
          readings.stream()
              .map(it -> List.<Object>of(it.time(), it.value(), it.quality()))
              .toList();
      Bodies.send(
          response,
          new View(point.id(), point.unit(), from, to, "raw", Optional.empty(), zone, values));
      return;
    }
    var fn = Parameters.text(request, "fn").map(Aggregate::of).orElse(Aggregate.MEAN);
    var step =
        Parameters.text(request, "step")
            .map(it -> Step.parse(spelledOut(it)))
            .orElseGet(() -> usualStep(from, to));
    var buckets = ask(() -> history.buckets(point, from, to, step, zone));
    List<List<Object>> values =
        buckets.stream().map(it -> List.<Object>of(it.start(), it.value(fn))).toList();
    Bodies.send(
        response,
        new View(point.id(), point.unit(), from, to, step, Optional.of(fn), zone, values));
  }

  private Point point(ServerRequest request) {
    try {
      return house.house().requirePoint(new PointId(request.path().pathParameters().get("id")));
    } catch (InvalidInputException e) {
      throw Problem.notFound(e.getMessage()).toException();
    }
  }

  private <T> T ask(Question<T> question) {
    try {
      turns.acquire();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("Domovoy is stopping").toException();
    }
    try {
      return question.ask();
    } catch (HistoryException e) {
      throw Problem.unavailable("the history store does not answer: " + e.getMessage())
          .toException();
    } finally {
      turns.release();
    }
  }

  private static <T> Optional<T> parameter(
      ServerRequest request, String name, String expected, Function<String, T> reader) {
    return Parameters.text(request, name)
        .map(
            it -> {
              try {
                return reader.apply(it);
              } catch (DateTimeException _) {
                throw new InvalidInputException(name, expected, it);
              }
            });
  }

  /** 1h and 1d are what people type. */
  private static String spelledOut(String step) {
    var match = SHORT_STEP.matcher(step);
    if (!match.matches()) {
      return step;
    }
    var unit = match.group(2);
    return unit.equals("d") || unit.equals("w")
        ? "P%s%s".formatted(match.group(1), unit.toUpperCase(java.util.Locale.ROOT))
        : "PT%s%s".formatted(match.group(1), unit.toUpperCase(java.util.Locale.ROOT));
  }

  private static Step usualStep(Instant from, Instant to) {
    var wanted = Duration.between(from, to).dividedBy(USUAL_VALUES);
    return ROUND.stream()
        .filter(it -> it.compareTo(wanted) >= 0)
        .findFirst()
        .<Step>map(Step.Fixed::new)
        .orElse(Step.DAY);
  }
}
