package domovoy.collector.source.poll;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import domovoy.collector.spi.FoundDevice;
import domovoy.collector.spi.Inbox;
import domovoy.collector.spi.SourceProvider;
import domovoy.collector.spi.SourceSettings;
import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Unit;
import domovoy.testing.Eventually;
import domovoy.testing.Prometheus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PollingTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** As api.open-meteo.com answers {@code /v1/forecast?current=temperature_2m,…}. */
  private static final String WEATHER =
      """
      {"latitude":52.52,"longitude":13.419,"generationtime_ms":0.03,"utc_offset_seconds":0,
       "timezone":"GMT","elevation":38.0,"current_units":{"time":"iso8601","interval":"seconds",
       "temperature_2m":"°C","wind_speed_10m":"km/h"},"current":{"time":"2026-01-01T12:00",
       "interval":900,"temperature_2m":-3.4,"wind_speed_10m":11.9,"is_day":1,"gusts":null}}
      """;

  @TempDir Path directory;

  private final Box box = new Box();
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private HttpServer server;
  private Thread running = Thread.ofVirtual().unstarted(() -> {});

  private static final class Box implements Inbox {
    private final List<Decoded> items = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean isFull;

    @Override
    public void connected() {
      connections.incrementAndGet();
    }

    @Override
    public void take(Consumer<Consumer<Decoded>> decode) throws NotTaken {
      if (isFull) {
        throw new NotTaken("full", null);
      }
      var taken = new ArrayList<Decoded>();
      decode.accept(taken::add);
      items.addAll(taken);
    }

    @Override
    public void found(List<FoundDevice> devices) {
      throw new AssertionError("found " + devices);
    }

    @Override
    public void overrun(long readings) {
      throw new AssertionError("overrun by " + readings);
    }

    List<String> outline() {
      return items.stream()
          .map(
              it ->
                  switch (it) {
                    case Decoded.Sent(_, var sent) ->
                        "%s=%s %s"
                            .formatted(
                                sent.point(),
                                sent.value(),
                                sent.unit().map(Unit::code).orElse("own"));
                    case Decoded.Malformed(_, var faults, _) -> "!" + faults.getFirst().field();
                  })
          .toList();
    }
  }

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    running.interrupt();
    running.join();
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  private void run(SourceProvider provider, String yaml) {
    var source = provider.open(settings(provider.type(), yaml));
    running =
        Thread.startVirtualThread(
            () -> {
              try {
                source.run(box);
              } catch (Exception e) {
                ended.complete(String.valueOf(e.getMessage()));
              }
            });
  }

  private void runWeather(String more) {
    run(
        new HttpJsonProvider(),
        """
        url: %s
        interval: PT1S
        %s
        points:
          - {point: yard.temperature, path: $.current.temperature_2m, unit: Cel}
          - {point: yard.wind, path: "$['current'].wind_speed_10m", unit: km/h}
          - {point: yard.gusts, path: $.current.gusts}
        """
            .formatted(url(), more));
  }

  private static SourceSettings settings(String type, String yaml) {
    try {
      return new SourceSettings("one", type, Json.yaml().readTree(yaml));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    try (exchange) {
      var bytes = body.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  @Test
  void theWeatherComesWithItsUnitsAndWhatIsNotThereIsNamed() {
    server.createContext("/", it -> answer(it, 200, WEATHER));
    runWeather("");
    Eventually.within(
        SOON,
        () ->
            assertThat(box.outline())
                .startsWith(
                    "yard.temperature=-3.4 Cel", "yard.wind=11.9 km/h", "!$.current.gusts"));
    assertThat(box.connections.get()).isEqualTo(1);
  }

  @Test
  void aServerIsNotMadeToSendTheSameAgain() {
    var again = new AtomicInteger();
    server.createContext(
        "/",
        it -> {
          it.getResponseHeaders().set("ETag", "\"7\"");
          if ("\"7\"".equals(it.getRequestHeaders().getFirst("If-None-Match"))) {
            again.incrementAndGet();
            answer(it, 304, "");
          } else {
            answer(it, 200, WEATHER);
          }
        });
    runWeather("");
    Eventually.within(SOON, () -> assertThat(again.get()).isGreaterThan(1));
    assertThat(box.items).hasSize(3);
  }

  @Test
  void whatCouldNotBeKeptIsAskedForAgainWhole() throws Exception {
    server.createContext(
        "/",
        it -> {
          it.getResponseHeaders().set("ETag", "\"7\"");
          var isKnown = it.getRequestHeaders().containsKey("If-None-Match");
          answer(it, isKnown ? 304 : 200, isKnown ? "" : WEATHER);
        });
    box.isFull = true;
    var source =
        new HttpJsonProvider()
            .open(
                settings(
                    "http-json",
                    "{url: \"%s\", points: [{point: a.b, path: $.elevation}]}".formatted(url())));
    assertThatThrownBy(() -> source.run(box)).isInstanceOf(Inbox.NotTaken.class);
    box.isFull = false;
    running =
        Thread.startVirtualThread(
            () -> {
              try {
                source.run(box);
              } catch (Exception e) {
                ended.complete(String.valueOf(e.getMessage()));
              }
            });
    Eventually.within(SOON, () -> assertThat(box.outline()).containsExactly("a.b=38 own"));
  }

  @Test
  void oneQuestionIsAskedAtATimeHoweverSlowTheAnswers() {
    var asking = new AtomicInteger();
    var most = new AtomicInteger();
    var answered = new AtomicInteger();
    server.createContext(
        "/",
        it -> {
          most.accumulateAndGet(asking.incrementAndGet(), Math::max);
          try {
            new CountDownLatch(1).await(1500, TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          asking.decrementAndGet();
          answered.incrementAndGet();
          answer(it, 200, WEATHER);
        });
    runWeather("");
    Eventually.within(SOON, () -> assertThat(answered.get()).isGreaterThanOrEqualTo(3));
    assertThat(most.get()).isEqualTo(1);
  }

  @Test
  void whoDoesNotAnswerInTimeIsAFaultWithItsReason() throws Exception {
    var end = new CountDownLatch(1);
    server.createContext(
        "/",
        it -> {
          it.sendResponseHeaders(200, 1000); // and then nothing more
          try {
            end.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    runWeather("timeout: PT1S");
    assertThat(ended.get(30, TimeUnit.SECONDS)).contains("does not answer within PT1S");
    assertThat(box.connections.get()).isZero();
    end.countDown();
  }

  @Test
  void whoAsksForPeaceIsLeftAloneForThatLong() throws Exception {
    server.createContext(
        "/",
        it -> {
          it.getResponseHeaders().set("Retry-After", "2");
          answer(it, 429, "");
        });
    var start = System.nanoTime();
    runWeather("");
    assertThat(ended.get(30, TimeUnit.SECONDS)).contains("429");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1,", "<html>"})
  void anAnswerThatIsNotJsonIsAFault(String body) throws Exception {
    server.createContext("/", it -> answer(it, 200, body));
    runWeather("");
    assertThat(ended.get(30, TimeUnit.SECONDS)).contains("not JSON");
  }

  @Test
  void aRealPrometheusIsReadAsATarget() {
    try (var prometheus = Prometheus.start(directory)) {
      run(
          new PrometheusProvider(),
          """
          url: %s/metrics
          points:
            - {point: server.goroutines, metric: go_goroutines}
            - {point: server.ready, metric: prometheus_ready}
            - {point: server.nothing, metric: no_such_metric}
            - {point: server.many, metric: go_gc_duration_seconds}
            - point: server.asked
              metric: prometheus_http_requests_total
              labels: {handler: /-/ready, code: "200"}
          """
              .formatted(prometheus.uri()));
      Eventually.within(SOON, () -> assertThat(box.items).hasSize(5));
    }
    assertThat(box.outline().get(0)).matches("server\\.goroutines=[1-9]\\d* own");
    assertThat(box.outline())
        .contains("server.ready=1 own", "!no_such_metric", "!go_gc_duration_seconds");
    assertThat(box.outline().get(4)).matches("server\\.asked=[1-9]\\d* own");
  }

  @Test
  void bothTextFormatsAreRead() {
    var body =
        """
        # HELP t The temperature.
        # TYPE t gauge
        t{room="a \\"b\\", c\\\\d",floor="1"} 21.5 1395066363000
        t 3
        t{room="unfinished
        u_total{path="/}"} 17.0 1520879607.789 # {trace_id="KOO5S4vxi0o"} 0.67
        v{} NaN
        w +Inf
        # EOF
        """;
    assertThat(Exposition.samples(body.getBytes(UTF_8), it -> !it.equals("v")))
        .containsExactly(
            new Exposition.Sample("t", Map.of("room", "a \"b\", c\\d", "floor", "1"), 21.5),
            new Exposition.Sample("t", Map.of(), 3),
            new Exposition.Sample("u_total", Map.of("path", "/}"), 17),
            new Exposition.Sample("w", Map.of(), Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.a.b | 1",
        "$['a'].c[1] | 5",
        "$.a.c[-1] | 6",
        "$[\"a\"]['d e'] | 7",
        "$.a.nothing.at.all | ",
        "$.a.c[9] | ",
      })
  void aPathNamesOneValue(String path, String expected) throws IOException {
    var tree = Json.json().readTree("{\"a\":{\"b\":1,\"c\":[4,5,6],\"d e\":7}}");
    assertThat(new JsonPath(path).of(tree).asText())
        .isEqualTo(Optional.ofNullable(expected).orElse(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http-json | points: [{point: a.b, path: $.a}] | url",
        "http-json | {url: \"ftp://x\", points: [{point: a.b, path: $.a}]} | url",
        "http-json | url: \"http://x\" | points",
        "http-json | {url: \"http://x\", interval: PT0.1S, points: [{point: a.b, path: $.a}]} | interval",
        "http-json | {url: \"http://x\", points: [{point: a.b, path: \"$.a[*]\"}]} | path",
        "http-json | {url: \"http://x\", points: [{point: a.b, path: a}]} | path",
        "http-json | {url: \"http://x\", points: [{path: $.a}]} | point",
        "http-json | {url: \"http://x\", colour: red, points: [{point: a.b, path: $.a}]} | colour",
        "prometheus | {url: \"http://x\", points: [{point: a.b, metric: \"a b\"}]} | metric",
      })
  void wrongSettingsAreNamed(String type, String yaml, String field) {
    var provider = type.equals("prometheus") ? new PrometheusProvider() : new HttpJsonProvider();
    assertThatThrownBy(() -> provider.open(settings(type, yaml)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(field);
  }
}
