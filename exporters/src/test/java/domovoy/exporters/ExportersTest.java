package domovoy.exporters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import domovoy.service.DoorSettings;
import domovoy.service.Settings;
import domovoy.testing.Eventually;
import domovoy.testing.ManualClock;
import domovoy.testing.Program;
import domovoy.testing.Prometheus;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportersTest {
  private static final String POINT_LABELS =
      "site=\"home\",area=\"%s\",device=\"%s\",point=\"%s\",";

  @TempDir Path folder;
  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");
  private Path token;

  @BeforeEach
  void writeToken() throws Exception {
    token =
        Files.createFile(
            folder.resolve("token"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(token, FakeController.TOKEN + "\n");
  }

  @Test
  void numbersAreShownInBaseUnits() throws Exception {
    try (var controller = FakeController.ready();
        var exporters = start(controller.uri())) {
      assertThat(scrape(exporters).lines())
          .contains(
              "# TYPE domovoy_temperature_celsius gauge",
              "# HELP domovoy_temperature_celsius Latest temperature of the house in celsius.",
              sample("domovoy_temperature_celsius", "kitchen", "kitchen-1", "kitchen.temperature")
                  + "25.0",
              sample("domovoy_humidity_ratio", "bath", "bath-1", "bath.humidity") + "0.65");
    }
  }

  @Test
  void onIsOneAndAChoiceIsOneOfItsStates() throws Exception {
    try (var controller = FakeController.ready();
        var exporters = start(controller.uri())) {
      assertThat(scrape(exporters).lines())
          .contains(
              sample("domovoy_switch", "bath", "bath-2", "bath.fan") + "1.0",
              stated("domovoy_mode_state", "hall", "house", "house.mode", "state=\"away\"") + "1.0",
              stated("domovoy_mode_state", "hall", "house", "house.mode", "state=\"home\"")
                  + "0.0");
    }
  }

  @Test
  void everyReadingHasItsAgeAndQuality() throws Exception {
    try (var controller = FakeController.ready();
        var exporters = start(controller.uri())) {
      var name = "domovoy_reading_quality";
      assertThat(scrape(exporters).lines())
          .contains(
              sample("domovoy_reading_age_seconds", "kitchen", "kitchen-1", "kitchen.temperature")
                  + "11.5",
              stated(name, "bath", "bath-1", "bath.humidity", "quality=\"late\"") + "1.0",
              stated(name, "bath", "bath-1", "bath.humidity", "quality=\"good\"") + "0.0",
              stated(name, "bath", "bath-1", "bath.temperature", "quality=\"out-of-range\"")
                  + "1.0");
    }
  }

  @Test
  void aValueThatCannotBeTrueAndAPointWithoutOneAreNotShown() throws Exception {
    try (var controller = FakeController.ready();
        var exporters = start(controller.uri())) {
      assertThat(scrape(exporters))
          .doesNotContain("-127")
          .doesNotContain("yard.temperature")
          .doesNotContain("hello");
    }
  }

  @Test
  void everyPartAndNodeIsShownUpOrDown() throws Exception {
    var nowhere = URI.create("http://127.0.0.1:" + Program.freePort());
    try (var controller = FakeController.ready();
        var collector = FakeController.notReady("the history is down");
        var exporters =
            start(controller.uri(), Map.of("collector", collector.uri(), "edge", nowhere))) {
      assertThat(scrape(exporters).lines())
          .contains(
              "domovoy_up 1.0",
              "domovoy_part_up{part=\"controller\",} 1.0",
              "domovoy_part_ready{part=\"controller\",} 1.0",
              "domovoy_part_up{part=\"collector\",} 1.0",
              "domovoy_part_ready{part=\"collector\",} 0.0",
              "domovoy_part_up{part=\"edge\",} 0.0",
              "domovoy_part_ready{part=\"edge\",} 0.0",
              "domovoy_node_up{site=\"home\",node=\"pi-1\",} 1.0",
              "domovoy_node_up{site=\"home\",node=\"pi-2\",} 0.0",
              "domovoy_exporter_errors_total 0.0");
    }
  }

  @Test
  void aControllerThatIsAwayIsAFigureAndNotAnError() throws Exception {
    var nowhere = URI.create("http://127.0.0.1:" + Program.freePort());
    try (var exporters = start(nowhere)) {
      assertThat(scrape(exporters).lines())
          .contains(
              "domovoy_up 0.0",
              "domovoy_part_up{part=\"controller\",} 0.0",
              "domovoy_exporter_errors_total 1.0")
          .noneMatch(it -> it.startsWith("domovoy_temperature"));
      var ready = get(exporters, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body()).contains("controller", "is not reached");
    }
  }

  @Test
  void aRefusedTokenIsShownWithWhatToDo() throws Exception {
    Files.writeString(token, "not-the-token-of-these-tests");
    try (var controller = FakeController.ready();
        var exporters = start(controller.uri())) {
      assertThat(scrape(exporters).lines())
          .contains("domovoy_up 0.0", "domovoy_part_up{part=\"controller\",} 1.0");
      assertThat(get(exporters, "/health/ready").body())
          .contains("answers 401", "check controller.token-file");
    }
  }

  @Test
  void scrapesAtTheSameMomentAskTheControllerOnce() throws Exception {
    try (var controller = FakeController.ready();
        var exporters = start(controller.uri())) {
      scrape(exporters);
      scrape(exporters);
      assertThat(controller.asked()).isEqualTo(1);

      clock.advance(Duration.ofSeconds(1));
      scrape(exporters);
      assertThat(controller.asked()).isEqualTo(2);
    }
  }

  @Test
  void promtoolHasNothingToComplainOf() throws Exception {
    var nowhere = URI.create("http://127.0.0.1:" + Program.freePort());
    try (var controller = FakeController.ready();
        var exporters = start(controller.uri(), Map.of("edge", nowhere))) {
      scrape(exporters); // so that the next one also shows how long this one took
      assertThat(Prometheus.complaints(scrape(exporters))).isEmpty();
    }
  }

  @Test
  void prometheusScrapesTheHouse() throws Exception {
    try (var controller = FakeController.ready();
        var exporters = start(controller.uri());
        var prometheus = Prometheus.start(folder, exporters.uri())) {
      Eventually.within(
          Duration.ofSeconds(30),
          () ->
              assertThat(prometheus.query("domovoy_temperature_celsius{area=\"kitchen\"}"))
                  .contains(
                      "\"__name__\":\"domovoy_temperature_celsius\"",
                      "\"point\":\"kitchen.temperature\"",
                      "\"25\""));
      assertThat(prometheus.query("sum(domovoy_up)")).contains("\"1\"");
    }
  }

  @Test
  void settingsComeFromAFileAndTheEnvironment() throws Exception {
    var file = folder.resolve("exporters.yaml");
    Files.writeString(
        file,
        """
        http: {port: 9100}
        controller: {url: http://house:8080, token-file: %s}
        parts: {collector: http://house:8082, pi-1: http://pi-1:8083}
        """
            .formatted(token));

    var settings =
        Settings.load(
            ExportersSettings.class,
            "exporters",
            Optional.of(file),
            Map.of("DOMOVOY_EXPORTERS_CONTROLLER_URL", "http://other:8080"));

    assertThat(settings)
        .isEqualTo(
            new ExportersSettings(
                DoorSettings.loopback(9100),
                new ExportersSettings.Controller(
                    URI.create("http://other:8080"), Optional.of(token)),
                Map.of(
                    "collector",
                    URI.create("http://house:8082"),
                    "pi-1",
                    URI.create("http://pi-1:8083"))));
    assertThat(Settings.load(ExportersSettings.class, "exporters", Optional.empty(), Map.of()))
        .isEqualTo(new ExportersSettings(null, null, null));
  }

  @Test
  void anAddressThatIsNoneIsNamed() {
    assertThatThrownBy(
            () -> new ExportersSettings(null, null, Map.of("collector", URI.create("house:8082"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("parts.collector: expected an address such as");
  }

  private Exporters start(URI controller) {
    return start(controller, Map.of());
  }

  private Exporters start(URI controller, Map<String, URI> parts) {
    return Exporters.start(
        new ExportersSettings(
            DoorSettings.loopback(0),
            new ExportersSettings.Controller(controller, Optional.of(token)),
            parts),
        clock);
  }

  private static String scrape(Exporters exporters) throws Exception {
    return get(exporters, "/metrics").body();
  }

  private static HttpResponse<String> get(Exporters exporters, String path) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(exporters.uri().resolve(path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String sample(String name, String area, String device, String point) {
    return "%s{%s} ".formatted(name, POINT_LABELS.formatted(area, device, point));
  }

  private static String stated(
      String name, String area, String device, String point, String state) {
    return "%s{%s%s,} ".formatted(name, POINT_LABELS.formatted(area, device, point), state);
  }
}
