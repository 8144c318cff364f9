package domovoy.controller;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Device;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.core.SafeState;
import domovoy.core.Title;
import domovoy.core.Value;
import domovoy.history.HistorySettings;
import domovoy.service.DoorSettings;
import domovoy.testing.Program;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A whole controller on an embedded store in a folder, with a small house and two rules. */
final class TestController implements AutoCloseable {
  static final String HOUSE =
      """
      site: {id: home, zone: Europe/Moscow}
      areas:
        - {id: kitchen, title: {en: Kitchen, ru: Кухня}}
        - {id: bathroom}
      devices:
        - id: kitchen-1
          area: kitchen
          points:
            - id: kitchen.temperature
              kind: sensor
              quantity: temperature
              unit: Cel
              accepts: {type: number, minimum: -40, maximum: 85}
            - {id: kitchen.leak, kind: sensor, quantity: leak, accepts: {type: on-off}}
            - id: kitchen.mode
              kind: setpoint
              quantity: mode
              accepts: {type: choice, labels: [eco, comfort]}
        - id: bathroom-1
          area: bathroom
          points:
            - id: bathroom.humidity
              kind: sensor
              quantity: humidity
              unit: "%"
              accepts: {type: number, minimum: 0, maximum: 100}
            - {id: bathroom.heater, kind: actuator, quantity: switch, accepts: {type: on-off}}
      """;

  static final String RULES =
      """
      rules:
        - id: leak
          title: {en: A leak closes the water, ru: Протечка закрывает воду}
          priority: life-safety
          when: kitchen.leak
          unknown: hold
          then:
            - set: {point: water.main-valve, value: off}
            - incident:
                severity: critical
                title: {en: Water leaks in the kitchen, ru: На кухне течёт вода}
        - id: damp
          title: {en: Damp air starts the fan, ru: Сырость включает вытяжку}
          when: bathroom.humidity > 65.0
          until: bathroom.humidity < 55.0
          then:
            - set: {point: bathroom.fan, value: on}
      """;

  private static final String TOKEN = "test-token-0123456789abcdef0123456789abcdef";

  private final Controller controller;
  final Client client;

  private TestController(Controller controller) {
    this.controller = controller;
    client = client(TOKEN);
  }

  static TestController start(Path folder) throws IOException {
    return start(folder, HistorySettings.questDb(URI.create("http://127.0.0.1:" + nobody())));
  }

  static TestController start(Path folder, HistorySettings history) throws IOException {
    var house = Files.writeString(folder.resolve("house.yaml"), HOUSE);
    var rules = Files.writeString(folder.resolve("rules.yaml"), RULES);
    return new TestController(
        Controller.start(
            new ControllerSettings(
                DoorSettings.loopback(0),
                folder.resolve("data"),
                Optional.empty(),
                Optional.of(history),
                Optional.empty(),
                Optional.of(house),
                Optional.of(rules),
                Map.of(
                    "tests", new ControllerSettings.ServiceToken(token(folder), Set.of("admin")))),
            InstantSource.system()));
  }

  /** What a node with a valve, a fan and a lamp owns. */
  static List<Device> board() {
    var fan =
        Point.onOffActuator("bathroom.fan", "switch")
            .keptSafe(
                new SafeState(
                    Value.OFF,
                    Optional.of(Duration.ofMinutes(5)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
    return List.of(
        new Device(
            "board",
            "cellar",
            Title.NONE,
            Optional.empty(),
            List.of(
                Point.onOffActuator("water.main-valve", "valve"),
                fan,
                Point.onOffActuator("hall.lamp", "switch"))));
  }

  URI uri() {
    return controller.uri();
  }

  Controller controller() {
    return controller;
  }

  Client client(String token) {
    return new Client(controller.uri(), token);
  }

  /** A node of that name, paired and answering. */
  FakeNode node(String name) throws Exception {
    var code = client.post("/api/v1/nodes/codes", "").body().path("code").asText();
    return new FakeNode(name, board()).open().pair(uri(), code);
  }

  JsonNode point(String id) throws Exception {
    return client.get("/api/v1/points/" + id).body();
  }

  void read(String point, Object value) throws Exception {
    var body = Json.json().writeValueAsString(List.of(Map.of("point", point, "value", value)));
    var answer = client.post("/api/v1/readings", body);
    if (answer.status() != 202) {
      throw new AssertionError(answer.body().toString());
    }
  }

  @Override
  public void close() {
    controller.close();
  }

  private static Path token(Path folder) throws IOException {
    var file = folder.resolve("token");
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, TOKEN + "\n");
    }
    return file;
  }

  private static int nobody() {
    return Program.freePort();
  }
}
