package domovoy.exporters;

import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import domovoy.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers what a controller would of a small house, to who shows the token. */
final class FakeController implements AutoCloseable {
  static final String TOKEN = "a-token-for-these-tests";

  private static final String HOUSE =
      """
      {"site": {"id": "home", "zone": "Europe/Berlin"}, "areas": [], "devices": []}""";
  private static final String NODES =
      """
      [{"name": "pi-1", "address": "http://pi-1:8083", "reachable": true},
       {"name": "pi-2", "address": "http://pi-2:8083", "reachable": false}]""";
  private static final String POINTS =
      """
      [{"id": "kitchen.temperature", "kind": "sensor", "quantity": "temperature", "unit": "[degF]",
        "accepts": {"type": "number", "minimum": -40, "maximum": 185},
        "area": "kitchen", "device": "kitchen-1", "node": "pi-1", "reachable": true,
        "state": {"value": 77, "time": "2026-01-01T11:59:48.500Z", "quality": "good"}},
       {"id": "bath.temperature", "kind": "sensor", "quantity": "temperature", "unit": "Cel",
        "accepts": {"type": "number", "minimum": -40, "maximum": 85},
        "area": "bath", "device": "bath-1", "reachable": true,
        "state": {"value": -127, "time": "2026-01-01T11:59:00Z", "quality": "out-of-range"}},
       {"id": "bath.humidity", "kind": "sensor", "quantity": "humidity", "unit": "%",
        "accepts": {"type": "number", "minimum": 0, "maximum": 100},
        "area": "bath", "device": "bath-1", "reachable": true,
        "state": {"value": 65, "time": "2026-01-01T12:00:00Z", "quality": "late"}},
       {"id": "bath.fan", "kind": "actuator", "quantity": "switch", "unit": "1",
        "accepts": {"type": "on-off"}, "area": "bath", "device": "bath-2", "reachable": true,
        "state": {"value": true, "time": "2026-01-01T12:00:00Z", "quality": "good"}},
       {"id": "house.mode", "kind": "setpoint", "quantity": "mode", "unit": "1",
        "accepts": {"type": "choice", "labels": ["home", "away"]},
        "area": "hall", "device": "house", "reachable": true,
        "state": {"value": "away", "time": "2026-01-01T12:00:00Z", "quality": "good"}},
       {"id": "house.note", "kind": "setpoint", "quantity": "note", "unit": "1",
        "accepts": {"type": "text", "longest": 100},
        "area": "hall", "device": "house", "reachable": true,
        "state": {"value": "hello", "time": "2026-01-01T12:00:00Z", "quality": "good"}},
       {"id": "yard.temperature", "kind": "sensor", "quantity": "temperature", "unit": "Cel",
        "accepts": {"type": "number", "minimum": -60, "maximum": 60},
        "area": "yard", "device": "yard-1", "reachable": true}]""";

  private final Door door;
  private final AtomicInteger asked = new AtomicInteger();

  private FakeController(Optional<String> fault) {
    var health = new Health();
    health.check("store", () -> fault);
    door =
        Door.open(
            DoorSettings.loopback(0),
            health,
            new CollectorRegistry(),
            routing -> {
              routing.get("/api/v1/house", (it, to) -> answer(it, to, HOUSE));
              routing.get(
                  "/api/v1/points",
                  (it, to) -> {
                    asked.incrementAndGet();
                    answer(it, to, POINTS);
                  });
              routing.get("/api/v1/nodes", (it, to) -> answer(it, to, NODES));
            });
  }

  static FakeController ready() {
    return new FakeController(Optional.empty());
  }

  static FakeController notReady(String fault) {
    return new FakeController(Optional.of(fault));
  }

  URI uri() {
    return door.uri();
  }

  /** How often it was asked for its points. */
  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    door.close();
  }

  private static void answer(ServerRequest request, ServerResponse response, String json) {
    var shown = request.headers().value(HeaderNames.AUTHORIZATION).orElse("");
    if (!shown.equals("Bearer " + TOKEN)) {
      throw Problem.unauthorized("show a token").toException();
    }
    response.header(HeaderNames.CONTENT_TYPE, "application/json").send(json);
  }
}
