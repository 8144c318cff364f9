package domovoy.collector;

import com.fasterxml.jackson.core.type.TypeReference;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Json;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.history.Aggregate;
import domovoy.history.HistoryException;
import domovoy.history.HistoryReader;
import domovoy.history.Step;
import domovoy.service.Bodies;
import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import domovoy.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** As much of a controller as a collector and a replay talk to. */
public final class FakeController implements AutoCloseable {
  public static final String TOKEN = "a-token-for-the-controller";

  private final Door door;
  private final List<Reading> readings = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final Optional<HistoryReader> history;
  private volatile House house;

  private FakeController(House house, int port, Optional<HistoryReader> history) {
    this.house = house;
    this.history = history;
    door =
        Door.open(DoorSettings.loopback(port), new Health(), new CollectorRegistry(), this::routes);
  }

  public static FakeController with(House house) {
    return new FakeController(house, 0, Optional.empty());
  }

  /** One that also answers what this history has. */
  public static FakeController with(House house, HistoryReader history) {
    return new FakeController(house, 0, Optional.of(history));
  }

  /** Another one at the address where one was. */
  public static FakeController at(int port, House house) {
    return new FakeController(house, port, Optional.empty());
  }

  private void routes(HttpRouting.Builder routing) {
    routing.get("/api/v1/house", this::house);
    routing.post("/api/v1/readings", this::take);
    routing.get("/api/v1/points/{id}/history", this::history);
    routing.put("/api/v1/areas/{id}", (request, response) -> put(request, response, Area.class));
    routing.put(
        "/api/v1/devices/{id}", (request, response) -> put(request, response, Device.class));
  }

  private void house(ServerRequest request, ServerResponse response) {
    requireToken(request);
    asked.incrementAndGet();
    var now = house;
    var tag = "\"" + now.hashCode() + "\"";
    response.header(HeaderNames.ETAG, tag);
    if (request.headers().value(HeaderNames.IF_NONE_MATCH).filter(tag::equals).isPresent()) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    Bodies.send(response, now);
  }

  private void take(ServerRequest request, ServerResponse response) {
    requireToken(request);
    try {
      readings.addAll(
          Json.json()
              .readValue(Bodies.read(request, 1 << 24), new TypeReference<List<Reading>>() {}));
    } catch (IOException e) {
      throw Problem.of(400, "test", "not readings", e.toString()).toException();
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  private void history(ServerRequest request, ServerResponse response) {
    requireToken(request);
    var query = request.query();
    var fn = Aggregate.of(query.get("fn"));
    var point = house.requirePoint(new PointId(request.path().pathParameters().get("id")));
    try {
      var buckets =
          history
              .orElseThrow()
              .buckets(
                  point,
                  Instant.parse(query.get("from")),
                  Instant.parse(query.get("to")),
                  Step.parse(query.get("step")),
                  house.site().zone());
      Bodies.send(
          response,
          Map.of("values", buckets.stream().map(it -> List.of(it.start(), it.value(fn))).toList()));
    } catch (HistoryException e) {
      throw Problem.unavailable(e.getMessage()).toException();
    }
  }

  private void put(ServerRequest request, ServerResponse response, Class<?> type) {
    requireToken(request);
    switch (Bodies.json(request, 1 << 20, type)) {
      case Area area -> house = house.with(area);
      case Device device -> house = house.with(device);
      case Object other -> throw new AssertionError(other);
    }
    Bodies.send(response, Map.of());
  }

  private static void requireToken(ServerRequest request) {
    var header = request.headers().value(HeaderNames.AUTHORIZATION).orElse("");
    if (!header.equals("Bearer " + TOKEN)) {
      throw Problem.unauthorized("wrong token").toException();
    }
  }

  public URI uri() {
    return door.uri();
  }

  public int port() {
    return door.port();
  }

  /** All readings received so far. */
  public List<Reading> readings() {
    return List.copyOf(readings);
  }

  /** How often the house was asked for. */
  public int asked() {
    return asked.get();
  }

  public House house() {
    return house;
  }

  public void become(House other) {
    house = other;
  }

  @Override
  public void close() {
    door.close();
  }
}
