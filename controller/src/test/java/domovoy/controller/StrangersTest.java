package domovoy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrangersTest {
  @TempDir static Path folder;
  private static TestController controller;

  @BeforeAll
  static void start() throws Exception {
    controller = TestController.start(folder);
  }

  @AfterAll
  static void stop() {
    controller.close();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "GET,/api/v1/points",
    "GET,/api/v1/points/kitchen.leak",
    "GET,/api/v1/points/kitchen.leak/history",
    "GET,/api/v1/points/kitchen.leak/why",
    "PUT,/api/v1/points/kitchen.mode/command",
    "DELETE,/api/v1/points/kitchen.mode/command",
    "POST,/api/v1/readings",
    "GET,/api/v1/house",
    "PUT,/api/v1/areas/attic",
    "PUT,/api/v1/devices/attic-1",
    "GET,/api/v1/incidents",
    "POST,/api/v1/incidents/1/acknowledge",
    "POST,/api/v1/alerts/alertmanager",
    "POST,/api/v1/alerts/grafana",
    "GET,/api/v1/rules",
    "GET,/api/v1/rules/faults",
    "GET,/api/v1/rules/findings",
    "POST,/api/v1/rules/check",
    "GET,/api/v1/rules/damp",
    "PUT,/api/v1/rules/damp",
    "DELETE,/api/v1/rules/damp",
    "PUT,/api/v1/rules/damp/state",
    "GET,/api/v1/rules/damp/versions",
    "POST,/api/v1/rules/damp/roll-back",
    "GET,/api/v1/rules/damp/shadow",
    "POST,/api/v1/rules/backtest",
    "GET,/api/v1/notices",
    "GET,/api/v1/automation",
    "POST,/api/v1/automation/pause",
    "DELETE,/api/v1/automation/pause",
    "GET,/api/v1/audit",
    "GET,/api/v1/nodes",
    "POST,/api/v1/nodes/codes",
    "PUT,/api/v1/nodes/pi-1",
    "DELETE,/api/v1/nodes/pi-1",
    "GET,/api/v1/stream",
  })
  void whoIsNotKnownGetsNothing(String method, String path) throws Exception {
    for (var stranger : new String[] {"", "a-token-that-was-never-given"}) {
      var client = controller.client(stranger);
      var answer =
          switch (method) {
            case "PUT" -> client.put(path, "{\"value\":true}");
            case "POST" -> client.post(path, "{}");
            case "DELETE" -> client.delete(path);
            default -> client.get(path);
          };

      assertThat(answer.status()).isEqualTo(401);
    }
  }
}
