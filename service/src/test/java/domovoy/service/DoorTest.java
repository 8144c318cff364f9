package domovoy.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Reading;
import io.prometheus.client.CollectorRegistry;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorTest {
  private static final int LIMIT = 100_000;

  private final Health health = new Health();
  private final HttpClient client = HttpClient.newHttpClient();
  private Door door;

  @BeforeEach
  void open() {
    door =
        Door.open(
            new DoorSettings("127.0.0.1", 0, LIMIT, Optional.empty()),
            health,
            new CollectorRegistry(),
            routing ->
                routing
                    .post(
                        "/reading",
                        (request, response) ->
                            Bodies.send(response, Bodies.json(request, LIMIT, Reading.class)))
                    .post(
                        "/length",
                        (request, response) ->
                            Bodies.send(response, Bodies.read(request, LIMIT).length))
                    .get(
                        "/fails",
                        (_, _) -> {
                          throw new IllegalStateException("a secret detail");
                        }));
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void answersWhatItWasAsked() throws Exception {
    var reading =
        "{\"point\":\"kitchen.temperature\",\"value\":21.4,\"time\":\"2026-01-01T12:00:00Z\",\"quality\":\"good\"}";
    var answer = post("/reading", reading.getBytes(), "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(reading);
  }

  @Test
  void badInputIsAProblemThatNamesTheField() throws Exception {
    var problem = problem(post("/reading", "{\"piont\":\"a.b\"}".getBytes(), ""), 400);
    assertThat(problem.at("/faults/0/field").asText()).isEqualTo("piont");
    assertThat(problem.at("/faults/0/expected").asText()).contains("point");
    problem(post("/reading", "{\"point\":\"a.b\",\"value\":NaN}".getBytes(), ""), 400);
    problem(post("/reading", "{\"point\":".getBytes(), ""), 400);
    problem(post("/reading", "null".getBytes(), ""), 400);
    problem(post("/reading", new byte[0], ""), 400);
    problem(post("/reading", "[".repeat(5_000).getBytes(), ""), 400);
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    assertThat(post("/length", new byte[LIMIT], "").body()).isEqualTo("" + LIMIT);
    problem(post("/length", new byte[LIMIT + 1], ""), 413);
    problem(post("/length", new byte[100 * LIMIT], ""), 413);
    problem(post("/length", new byte[100 << 20], ""), 413);
  }

  @Test
  void aPackedBodyIsUnpackedAndItsUnpackedSizeCounts() throws Exception {
    assertThat(post("/length", gzip(new byte[LIMIT]), "gzip").body()).isEqualTo("" + LIMIT);
    problem(post("/length", gzip(new byte[50_000_000]), "gzip"), 413);
    problem(post("/length", new byte[] {1, 2, 3}, "gzip"), 400);
    problem(post("/length", new byte[] {1, 2, 3}, "br"), 400);
  }

  @Test
  void whatIsNotThereIsAProblem() throws Exception {
    assertThat(problem(get("/absent"), 404).get("detail").asText()).contains("/absent");
  }

  @Test
  void aFaultOfOursShowsNoInnards() throws Exception {
    assertThat(problem(get("/fails"), 500).toString()).doesNotContain("secret");
  }

  @Test
  void isReadyWhenAllChecksAre() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    health.check("history", () -> Optional.of("the store does not answer"));
    health.check(
        "buffer",
        () -> {
          throw new IllegalStateException("disk");
        });
    var notReady = get("/health/ready");
    assertThat(notReady.statusCode()).isEqualTo(503);
    assertThat(notReady.body()).contains("the store does not answer", "disk");
  }

  @Test
  void countsItsRequests() throws Exception {
    get("/health/live");
    assertThat(get("/metrics").body())
        .contains("domovoy_http_request_duration_seconds_count{method=\"GET\",status=\"200\",}");
  }

  @Test
  void saysThatThePortIsTaken() {
    assertThatThrownBy(
            () ->
                Door.open(
                    DoorSettings.loopback(door.port()), health, new CollectorRegistry(), _ -> {}))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("port")
        .hasMessageContaining("a free port");
  }

  private static JsonNode problem(HttpResponse<String> answer, int status) throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    return Json.json().readTree(answer.body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(door.uri().resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, byte[] body, String encoding) throws Exception {
    var request =
        HttpRequest.newBuilder(door.uri().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] gzip(byte[] plain) throws Exception {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain);
    }
    return packed.toByteArray();
  }
}
