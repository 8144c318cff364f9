package domovoy.controller.panel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import domovoy.core.Json;
import domovoy.core.Value;
import domovoy.service.Bodies;
import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import domovoy.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Answers the panel as the controller does, for states of the house that are hard to bring about in
 * a real one. Commands are done at once, except those of a node that is away.
 */
final class FakeController implements AutoCloseable {
  static final ZoneId ZONE = ZoneId.of("Europe/Riga");
  static final String TOKEN = "one-time-token";
  private static final String CSRF = "token-of-the-form";
  private static final long LIMIT = 10_000;

  private final SampleHouse house = new SampleHouse(Instant.now());
  private final Map<String, ObjectNode> incidents = new LinkedHashMap<>();
  private final Set<BlockingQueue<SseEvent>> listeners = ConcurrentHashMap.newKeySet();
  private final List<String> commands = new ArrayList<>();
  private final Door door;
  private final CountDownLatch valve = new CountDownLatch(1);
  private volatile String role = "owner";
  private volatile List<String> permissions =
      List.of("read", "command", "configure", "audit", "users");
  private volatile boolean welcomed;
  private volatile boolean ended;
  private volatile boolean closed;

  FakeController(ClassLoader resources, int port) {
    door =
        Door.open(
            DoorSettings.loopback(port),
            new Health(),
            new CollectorRegistry(),
            routing -> {
              new PanelRoutes(resources).add(routing);
              api(routing);
            });
  }

  URI uri() {
    return door.uri();
  }

  /** Every command so far, as point=value. */
  synchronized List<String> commands() {
    return List.copyOf(commands);
  }

  void read(String point, Value value) {
    publish("reading", house.read(point, value, Instant.now()));
  }

  /** A node announces a device in a new room, and its first reading comes. */
  void addNursery() {
    publish("reading", house.addNursery());
  }

  void openIncident(String id, String en, String ru) {
    var incident =
        Json.json()
            .createObjectNode()
            .put("id", id)
            .put("key", id)
            .put("severity", "critical")
            .put("opened", Instant.now().toString())
            .put("state", "open");
    incident.putObject("title").put("en", en).put("ru", ru);
    incidents.put(id, incident);
    publish("incident", incident);
  }

  /** Nobody is signed in any more, and the streams end. */
  void endSessions() {
    ended = true;
  }

  @Override
  public void close() {
    closed = true;
    turnValve();
    door.close();
  }

  private void publish(String name, Object data) {
    var event =
        SseEvent.builder()
            .name(name)
            .data(new String(Bodies.bytes(data), java.nio.charset.StandardCharsets.UTF_8))
            .build();
    listeners.forEach(it -> it.add(event));
  }

  private void api(HttpRouting.Builder routing) {
    routing.get("/api/v1/session", this::session);
    routing.post("/api/v1/session", this::signIn);
    routing.delete("/api/v1/session", this::signOut);
    routing.post("/api/v1/welcome", this::welcome);
    routing.get(
        "/api/v1/house",
        (_, response) ->
            Bodies.send(
                response,
                Map.of("site", Map.of("id", "home", "zone", ZONE), "areas", house.areas())));
    routing.get("/api/v1/points", (_, response) -> Bodies.send(response, house.points()));
    routing.get("/api/v1/points/{id}/history", this::history);
    routing.get("/api/v1/points/{id}/why", this::why);
    routing.put("/api/v1/points/{id}/command", this::command);
    routing.delete("/api/v1/points/{id}/command", this::release);
    routing.get("/api/v1/incidents", (_, response) -> Bodies.send(response, incidents.values()));
    routing.post("/api/v1/incidents/{id}/acknowledge", this::acknowledge);
    routing.get("/api/v1/nodes", (_, response) -> Bodies.send(response, nodes()));
    routing.post(
        "/api/v1/nodes/codes",
        (_, response) ->
            Bodies.send(
                response,
                Map.of(
                    "code",
                    "ABCD-EFGH-JKMN",
                    "until",
                    Instant.now().plus(Duration.ofMinutes(10)))));
    routing.get("/api/v1/rules", (_, response) -> Bodies.send(response, rules()));
    routing.get("/api/v1/rules/findings", (_, response) -> Bodies.send(response, findings()));
    routing.get("/api/v1/rules/faults", (_, response) -> Bodies.send(response, Map.of()));
    routing.get("/api/v1/automation", (_, response) -> Bodies.send(response, Map.of()));
    routing.get("/api/v1/audit", (_, response) -> Bodies.send(response, audit()));
    routing.get("/api/v1/stream", this::stream);
  }

  private void session(ServerRequest request, ServerResponse response) {
    requireSession(request);
    Bodies.send(response, me());
  }

  private void requireSession(ServerRequest request) {
    var cookies = request.headers().value(HeaderNames.COOKIE).orElse("");
    if (ended || !cookies.contains("session=anna")) {
      throw Problem.unauthorized("sign in first").toException();
    }
  }

  private Map<String, Object> me() {
    return Map.of("name", "anna", "role", role, "permissions", permissions, "csrf", CSRF);
  }

  /** Who signs in from now on. */
  void admit(String otherRole, List<String> otherPermissions) {
    role = otherRole;
    permissions = otherPermissions;
  }

  private void welcome(ServerRequest request, ServerResponse response) {
    var body = Bodies.json(request, LIMIT, JsonNode.class);
    if (welcomed || !body.path("token").asText().equals(TOKEN)) {
      throw Problem.forbidden("this link has been used").toException();
    }
    welcomed = true;
    enter(response);
  }

  private void signIn(ServerRequest request, ServerResponse response) {
    var body = Bodies.json(request, LIMIT, JsonNode.class);
    if (!body.path("password").asText().equals("correct horse battery")) {
      throw Problem.unauthorized("the name or the password is wrong").toException();
    }
    enter(response);
  }

  private void enter(ServerResponse response) {
    response.header(HeaderNames.SET_COOKIE, "session=anna; HttpOnly; SameSite=Strict; Path=/");
    Bodies.send(response, me());
  }

  private void signOut(ServerRequest request, ServerResponse response) {
    requireToken(request);
    response.header(HeaderNames.SET_COOKIE, "session=; Max-Age=0; Path=/");
    Bodies.send(response, Map.of());
  }

  private static void requireToken(ServerRequest request) {
    if (request
        .headers()
        .value(HeaderNames.create("X-CSRF-Token"))
        .filter(CSRF::equals)
        .isEmpty()) {
      throw Problem.forbidden("the token of the form is missing").toException();
    }
  }

  private ObjectNode asked(ServerRequest request) {
    var id = request.path().pathParameters().get("id");
    return house.point(id).orElseThrow(() -> Problem.notFound("no point " + id).toException());
  }

  private void history(ServerRequest request, ServerResponse response) {
    var point = asked(request);
    var from = Instant.parse(request.query().get("from"));
    var to = Instant.parse(request.query().get("to"));
    var step = Duration.parse(request.query().get("step"));
    var now = point.path("state").path("value").asDouble();
    var binary = point.path("accepts").path("type").asText().equals("on-off");
    var values = new ArrayList<List<Object>>();
    for (var time = from; time.isBefore(to); time = time.plus(step)) {
      var hours = time.getEpochSecond() / 3600.0;
      var wave = Math.sin(hours / 24 * 2 * Math.PI) + 0.3 * Math.sin(hours * 1.7);
      values.add(List.of(time, binary ? (wave > 0.6 ? 1 : 0) : now * (1 + 0.04 * wave)));
    }
    Bodies.send(
        response,
        Map.of(
            "point",
            point.path("id"),
            "unit",
            point.path("unit"),
            "step",
            step,
            "fn",
            "mean",
            "zone",
            "Europe/Riga",
            "values",
            values));
  }

  private void why(ServerRequest request, ServerResponse response) {
    var point = asked(request);
    Bodies.send(
        response,
        Map.of(
            "sentence",
            point.has("control")
                ? Map.of(
                    "en", "On because anna switched it by hand.",
                    "ru", "Включено, потому что anna включила вручную.")
                : Map.of("en", "Nobody asks for anything.", "ru", "Никто ничего не требует.")));
  }

  private void command(ServerRequest request, ServerResponse response) {
    requireToken(request);
    var point = asked(request);
    var id = point.path("id").asText();
    if (point.path("node").asText().equals(SampleHouse.LOST_NODE)) {
      throw Problem.unavailable(
              "node pi-sauna is not reached: nothing listens at http://10.0.0.9:8083; is the node"
                  + " on and the address right?")
          .toException();
    }
    var value = Bodies.json(request, LIMIT, JsonNode.class).path("value");
    if (id.equals("bathroom.fan")) {
      var detail = "the rule leak holds it off";
      Bodies.send(response, Map.of("command", "c0", "stage", "requested", "detail", detail));
      return;
    }
    if (id.equals("water.main-valve")) {
      awaitSlowValve();
    }
    synchronized (this) {
      commands.add(id + "=" + value);
    }
    var control =
        SampleHouse.control("person:anna", 8, true)
            .put("until", Instant.now().plus(Duration.ofHours(2)).toString());
    control.set("value", value);
    point.set("control", control);
    publish("control", Map.of("point", id, "control", control));
    read(id, value.isBoolean() ? Value.of(value.asBoolean()) : Value.of(value.asDouble()));
    Bodies.send(
        response, Map.of("command", "c1", "stage", "acknowledged", "detail", "the node did it"));
  }

  private void awaitSlowValve() {
    try {
      valve.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The valve has turned: the command for it that waits is answered. */
  void turnValve() {
    valve.countDown();
  }

  private void release(ServerRequest request, ServerResponse response) {
    requireToken(request);
    var point = asked(request);
    point.remove("control");
    publish("control", Map.of("point", point.path("id")));
    Bodies.send(response, Map.of("command", "c2", "stage", "acknowledged", "detail", "released"));
  }

  private void acknowledge(ServerRequest request, ServerResponse response) {
    requireToken(request);
    var incident = incidents.get(request.path().pathParameters().get("id"));
    incident.putObject("acknowledged").put("by", "anna").put("time", Instant.now().toString());
    publish("incident", incident);
    Bodies.send(response, incident);
  }

  private static List<Map<String, Object>> nodes() {
    return List.of(
        Map.of(
            "name",
            SampleHouse.NODE,
            "address",
            "http://10.0.0.8:8083",
            "reachable",
            true,
            "last-seen",
            Instant.now()),
        Map.of(
            "name",
            SampleHouse.LOST_NODE,
            "address",
            "http://10.0.0.9:8083",
            "reachable",
            false,
            "last-seen",
            Instant.now().minus(Duration.ofMinutes(42)),
            "reason",
            "nothing listens at http://10.0.0.9:8083; is the node on?"));
  }

  private static List<Map<String, Object>> rules() {
    return List.of(
        Map.of(
            "id", "leak",
            "state", "enabled",
            "title", Map.of("en", "A leak closes the water", "ru", "Протечка закрывает воду"),
            "when", "kitchen.leak || bathroom.leak"),
        Map.of(
            "id", "bathroom-humidity",
            "state", "shadow",
            "title", Map.of("en", "Damp air starts the fan", "ru", "Сырость включает вытяжку"),
            "when", "bathroom.humidity > 65.0"));
  }

  private static List<Map<String, Object>> findings() {
    return List.of(
        Map.of(
            "kind",
            "conflict",
            "error",
            true,
            "rules",
            List.of("bathroom-humidity", "leak"),
            "message",
            "both can hold at once and set bathroom.fan at level 12",
            "witness",
            Map.of("bathroom.humidity", "66")));
  }

  private static List<Map<String, Object>> audit() {
    return List.of(
        Map.of(
            "time", Instant.now(),
            "who", "person:anna",
            "action", "point.command",
            "target", "kitchen.light",
            "from", "10.0.0.21",
            "result", "done",
            "detail", "on until 21:30"),
        Map.of(
            "time", Instant.now().minusSeconds(400),
            "who", "node:pi-sauna",
            "action", "node.announce",
            "target", "pi-sauna",
            "from", "10.0.0.9",
            "result", "refused",
            "detail", "the request is 94 s old; set the node's clock"));
  }

  private void stream(ServerRequest request, ServerResponse response) throws InterruptedException {
    requireSession(request);
    var queue = new ArrayBlockingQueue<SseEvent>(100);
    try (var sink = response.sink(SseSink.TYPE)) {
      sink.emit(SseEvent.builder().comment("welcome").build());
      listeners.add(queue);
      while (!closed && !ended) {
        var event = queue.poll(200, java.util.concurrent.TimeUnit.MILLISECONDS);
        if (event != null) {
          sink.emit(event);
        }
      }
    } finally {
      listeners.remove(queue);
    }
  }
}
