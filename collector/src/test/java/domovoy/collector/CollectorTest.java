package domovoy.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Title;
import domovoy.core.Value;
import domovoy.service.DoorSettings;
import domovoy.service.TokenFile;
import domovoy.testing.Eventually;
import domovoy.testing.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final String TIME = "1767268800000000000";

  @TempDir Path directory;

  private final ManualClock clock = new ManualClock(NOW);
  private final FakeHistory history = new FakeHistory();
  private FakeController controller;
  private java.net.URI address;
  private Collector collector;
  private Sender sender;

  @BeforeEach
  void start() throws IOException {
    controller = FakeController.with(TestHouse.create());
    address = controller.uri();
    startCollector();
  }

  private void startCollector() throws IOException {
    collector = Collector.start(settings(List.of()), history, clock);
    sender = new Sender(collector.uri());
  }

  private CollectorSettings settings(List<Path> tokens) throws IOException {
    return new CollectorSettings(
        DoorSettings.loopback(0),
        directory.resolve("collector"),
        tokens,
        null,
        Optional.of(
            new CollectorSettings.Controller(address, secret("controller", FakeController.TOKEN))),
        Optional.empty(),
        new CollectorSettings.Buffer(16 << 20));
  }

  private Path secret(String name, String token) throws IOException {
    var file = directory.resolve(name + ".token");
    Files.writeString(file, token + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  @AfterEach
  void stop() {
    sender.close();
    collector.close();
    controller.close();
  }

  private void assertHistory(String... lines) {
    Eventually.within(SOON, () -> assertThat(history.lines()).containsExactly(lines));
  }

  private static String line(String quantity, String point, String field, String time) {
    return "%s,site=home,area=kitchen,device=kitchen-1,point=%s %s %s"
        .formatted(quantity, point, field, time);
  }

  private double metric(String name) {
    return sender
        .get("/metrics")
        .body()
        .lines()
        .filter(it -> it.startsWith(name + " "))
        .mapToDouble(it -> Double.parseDouble(it.substring(name.length() + 1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void aReadingSentAsJsonIsInTheHistoryAndAtTheController() {
    var answer = sender.json("{\"point\":\"kitchen.temperature\",\"value\":21.4}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"accepted\":1}");
    assertHistory(line("temperature", "kitchen.temperature", "value=21.4", TIME));
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.readings())
                .containsExactly(
                    Reading.good(new PointId("kitchen.temperature"), Value.of(21.4), NOW)));
  }

  @Test
  void everyTypeOfPointComesThroughLineProtocolInItsOwnForm() {
    var answer =
        sender.lines(
            """
            x,point=kitchen.temperature value=21i %1$s
            x,point=kitchen.leak value=true %1$s
            x,point=kitchen.fan value=2 %1$s
            x,point=kitchen.note text="all \\"well\\"",quality="late" %1$s
            """
                .formatted(TIME));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertHistory(
        line("temperature", "kitchen.temperature", "value=21.0", TIME),
        line("leak", "kitchen.leak", "value=1.0", TIME),
        line("fan-speed", "kitchen.fan", "value=2.0", TIME),
        line("note", "kitchen.note", "text=\"all \\\"well\\\"\",quality=\"late\"", TIME));
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.readings().stream().map(it -> it.value().toString()))
                .containsExactly("21", "on", "full", "all \"well\""));
  }

  @Test
  void aUnitThatTheSenderNamesIsConverted() {
    sender.json("{\"point\":\"kitchen.temperature\",\"value\":50,\"unit\":\"[degF]\"}");

    Eventually.within(
        SOON,
        () ->
            assertThat(controller.readings())
                .singleElement()
                .satisfies(
                    it ->
                        assertThat(((Value.Number) it.value()).number())
                            .isCloseTo(10, org.assertj.core.data.Offset.offset(1e-9))));
  }

  @Test
  void packedLinesInAnyPrecisionAreTaken() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write("x,point=kitchen.leak value=0 1767268800123".getBytes(StandardCharsets.UTF_8));
    }
    var answer =
        sender.post(
            "/api/v2/write?org=any&bucket=any&precision=ms",
            packed.toByteArray(),
            Map.of("Content-Encoding", "gzip"));

    assertThat(answer.statusCode()).isEqualTo(204);
    assertHistory(line("leak", "kitchen.leak", "value=0.0", "1767268800123000000"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"point\":\"kitchen.temperature\",\"value\": | body | malformed",
        "{\"point\":\"kitchen.temperature\",\"value\":NaN} | value | malformed",
        "{\"point\":\"kitchen.temprature\",\"value\":1} | did you mean kitchen.temperature | unknown-point",
        "{\"point\":\"kitchen.temperature\",\"value\":1,\"unit\":\"kg\"} | unit | wrong-unit",
        "{\"point\":\"kitchen.leak\",\"value\":true,\"unit\":\"Cel\"} | unit | wrong-unit",
        "{\"point\":\"kitchen.temperature\",\"value\":\"warm\"} | value | wrong-type",
        "{\"point\":\"kitchen.temperature\",\"value\":true} | value | wrong-type",
        "{\"point\":\"kitchen.leak\",\"value\":2} | value | wrong-type",
        "{\"point\":\"kitchen.temperature\",\"value\":86} | -40 to 85 | out-of-range",
        "{\"point\":\"kitchen.temperature\",\"value\":1,\"time\":\"2026-01-01T12:05:01Z\"} | time | future-time",
        "{\"point\":\"kitchen.temperature\",\"value\":1,\"time\":\"1969-12-31T23:59:59Z\"} | time | impossible-time",
      })
  void badJsonIsRefusedNamingTheFieldAndChangesNothing(String body, String expected, String cause) {
    var answer = sender.json(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains(expected).contains("item 1");
    assertThat(metric("domovoy_collector_refused_readings_total{cause=\"" + cause + "\",}"))
        .isEqualTo(1);
    assertThat(sender.get("/api/v1/refusals").body())
        .contains("\"" + cause + "\"")
        .contains(expected);
    sender.json("{\"point\":\"kitchen.leak\",\"value\":true}");
    assertHistory(line("leak", "kitchen.leak", "value=1.0", TIME));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x,point=kitchen.temperature value=NaN %s | value",
        "x,point=kitchen.temperature value=1e99 %s | -40 to 85",
        "x,point=kitchen.nothing value=1 %s | line 2.point",
        "x,point=kitchen.temperature value=1 99%s | time",
        "x,point=kitchen.temperature text=\"warm\" %s | value",
        "x,point=kitchen.temperature value= %s | value",
        "no line at all | tag",
      })
  void aBadLineInTheMiddleIsToldByNumberAndTheOthersAreKept(String bad, String expected) {
    var good = "x,point=kitchen.temperature value=%s %s\n";
    var answer =
        sender.lines(
            good.formatted(1, TIME) + bad.formatted(TIME) + "\n" + good.formatted(3, TIME));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("line 2")
        .doesNotContain("line 1")
        .doesNotContain("line 3")
        .contains(expected.replace("tag", "line 2"))
        .contains("partial write: 1 of 3")
        .contains("\"accepted\":2");
    assertHistory(
        line("temperature", "kitchen.temperature", "value=1.0", TIME),
        line("temperature", "kitchen.temperature", "value=3.0", TIME));
  }

  @Test
  void anUnknownPrecisionIsRefused() {
    var answer = sender.post("/api/v2/write?precision=weeks", "x", Map.of());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("precision");
  }

  @Test
  void aBodyOfAHundredMegabytesIsRefusedAsTooLargeAndTheCollectorGoesOn() {
    var piece = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
    var publisher =
        HttpRequest.BodyPublishers.ofByteArrays(java.util.Collections.nCopies(100, piece));
    for (var body :
        List.of(publisher, HttpRequest.BodyPublishers.fromPublisher(publisher, 100L << 20))) {
      var answer = sender.send("/api/v2/write", "POST", body, Map.of());
      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body()).contains("at most 16777216 bytes");
    }
    assertThat(sender.lines("x,point=kitchen.leak value=1 " + TIME).statusCode()).isEqualTo(204);
  }

  @Test
  void readingsOfThePastGoToTheHistoryAndNotToTheController() {
    sender.lines("x,point=kitchen.temperature value=1 1467268800000000000");
    sender.lines("x,point=kitchen.temperature value=2 " + TIME);

    Eventually.within(SOON, () -> assertThat(history.lines()).hasSize(2));
    Eventually.within(
        SOON,
        () ->
            assertThat(controller.readings())
                .containsExactly(
                    Reading.good(new PointId("kitchen.temperature"), Value.of(2), NOW)));
    assertThat(
            metric(
                "domovoy_collector_skipped_readings_total{sink=\"controller\",cause=\"stale\",}"))
        .isEqualTo(1);
  }

  @Test
  void whileTheHistoryIsDownTheControllerIsToldAndLaterTheHistoryGetsAllInOrder() {
    history.down(true);
    for (var number = 0; number < 30; number++) {
      sender.lines("x,point=kitchen.temperature value=%d %s".formatted(number, TIME));
    }
    Eventually.within(SOON, () -> assertThat(controller.readings()).hasSize(30));
    assertThat(sender.get("/api/v1/state").body()).contains("the history is down");
    assertThat(history.lines()).isEmpty();

    history.down(false);
    Eventually.within(SOON, () -> assertThat(history.lines()).hasSize(30));
    for (var number = 0; number < 30; number++) {
      assertThat(history.lines().get(number)).contains("value=" + number + ".0");
    }
  }

  @Test
  void whileTheControllerIsDownTheHistoryIsWrittenAndWhatGrewOldIsNotToldLater() {
    var port = controller.port();
    controller.close();
    sender.lines("x,point=kitchen.temperature value=1 " + TIME);
    assertHistory(line("temperature", "kitchen.temperature", "value=1.0", TIME));
    Eventually.within( // so that no attempt from before is still on its way
        SOON, () -> assertThat(sender.get("/api/v1/state").body()).contains("ConnectException"));

    clock.advance(Duration.ofMinutes(6));
    sender.lines("x,point=kitchen.temperature value=2 1767269160000000000");
    controller = FakeController.at(port, TestHouse.create());

    Eventually.within(
        SOON,
        () ->
            assertThat(controller.readings())
                .extracting(Reading::value)
                .containsExactly(Value.of(2)));
  }

  @Test
  void aBatchThatTheHistoryRefusesIsSplitUntilTheBadLineIsSetAside() throws IOException {
    for (var isNamed : List.of(true, false)) {
      history.dislikes(it -> it.contains("value=13.0"), isNamed);
      var before = history.lines().size();
      var body = new StringBuilder();
      for (var number = 0; number < 40; number++) {
        body.append("x,point=kitchen.temperature value=%d %s\n".formatted(number, TIME));
      }
      assertThat(sender.lines(body.toString()).statusCode()).isEqualTo(204);

      Eventually.within(SOON, () -> assertThat(history.lines()).hasSize(before + 39));
    }
    assertThat(Files.readAllLines(directory.resolve("collector/refused.lines")))
        .filteredOn(it -> it.contains("value=13.0"))
        .hasSize(2);
    assertThat(metric("domovoy_collector_refused_readings_total{cause=\"refused-by-history\",}"))
        .isEqualTo(2);
    assertThat(history.refusedWrites()).isLessThan(20);
  }

  @Test
  void aPointAddedToTheHouseIsKnownAtItsFirstReading() {
    assertThat(sender.json("{\"point\":\"kitchen.humidity\",\"value\":40}").statusCode())
        .isEqualTo(400);
    var device = controller.house().device("kitchen-1").orElseThrow();
    controller.become(
        controller
            .house()
            .with(
                new domovoy.core.Device(
                    "kitchen-2",
                    "kitchen",
                    Title.NONE,
                    device.node(),
                    List.of(Point.sensor("kitchen.humidity", "humidity", "%", 0, 100)))));

    assertThat(sender.json("{\"point\":\"kitchen.humidity\",\"value\":40}").statusCode())
        .isEqualTo(200);
  }

  @Test
  void unknownPointsDoNotMakeItAskForTheHouseMoreThanOnceASecond() {
    var before = controller.asked();
    var start = System.nanoTime();
    try (var executor = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (var number = 0; number < 40; number++) {
        executor.submit(() -> sender.json("{\"point\":\"kitchen.nothing\",\"value\":40}"));
      }
    }
    var seconds = (System.nanoTime() - start) / 1_000_000_000;
    assertThat(controller.asked() - before).isBetween(1, 2 + (int) seconds);
  }

  @Test
  void withoutTheControllerItStartsOnTheHouseAsLastKnown() throws IOException {
    stopCollector();
    controller.close();
    startCollector();

    assertThat(sender.lines("x,point=kitchen.leak value=1 " + TIME).statusCode()).isEqualTo(204);
    assertThat(sender.get("/health/ready").statusCode()).isEqualTo(200);
    assertHistory(line("leak", "kitchen.leak", "value=1.0", TIME));
  }

  @Test
  void aHouseThatWasNeverKnownMeansNotReadyAndSendAgain() throws IOException {
    stopCollector();
    controller.close();
    Files.delete(directory.resolve("collector/house.json"));
    startCollector();

    var answer = sender.lines("x,point=kitchen.leak value=1 " + TIME);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("send again later");
    assertThat(sender.get("/health/ready").statusCode()).isEqualTo(503);
  }

  private void stopCollector() {
    sender.close();
    collector.close();
  }

  @Test
  void aFullBufferIsSaidSoAndNothingIsTaken() throws IOException {
    history.down(true);
    var piece = "x,point=kitchen.temperature value=1 " + TIME + "\n";
    var body = piece.repeat(20_000);
    var status = 204;
    for (var round = 0; round < 20 && status == 204; round++) {
      status = sender.lines(body).statusCode();
    }
    assertThat(status).isEqualTo(503);
    assertThat(metric("domovoy_collector_not_buffered_readings_total{source=\"http\",}"))
        .isEqualTo(20_000);
    assertThat(sender.get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void withATokenOnlyWhoShowsItMaySend() throws IOException {
    stopCollector();
    collector =
        Collector.start(
            settings(List.of(secret("writer", "a-token-for-all-writers"))), history, clock);
    sender = new Sender(collector.uri());
    var body = "{\"point\":\"kitchen.leak\",\"value\":true}";

    assertThat(sender.json(body).statusCode()).isEqualTo(401);
    for (var header :
        List.of("Bearer wrong-token-of-someone", "Basic a-token-for-all-writers", "x")) {
      assertThat(
              sender.post("/api/v1/readings", body, Map.of("Authorization", header)).statusCode())
          .isEqualTo(401);
    }
    for (var scheme : List.of("Bearer", "Token", "bearer")) {
      assertThat(
              sender
                  .post(
                      "/api/v1/readings",
                      body,
                      Map.of("Authorization", scheme + " a-token-for-all-writers"))
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void aPageInABrowserMayNotSendWithoutAToken() {
    var answer =
        sender.post(
            "/api/v1/readings",
            "{\"point\":\"kitchen.leak\",\"value\":true}",
            Map.of("Origin", "http://elsewhere.example"));
    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void anOpenDoorToTheNetworkWithoutATokenIsRefusedAtTheStart() {
    assertThatThrownBy(
            () ->
                Json.yaml()
                    .readValue(
                        "http: {host: 0.0.0.0, port: 8082}\nhouse: house.yaml",
                        CollectorSettings.class))
        .rootCause()
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("token-files");
  }

  @Test
  void aTokenFileThatOthersCanReadIsRefused() throws IOException {
    var file = secret("writer", "a-token-for-all-writers");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> TokenFile.read("token-files", file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("chmod 600");
  }
}
