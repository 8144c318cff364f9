package domovoy.service;

import domovoy.core.InvalidInputException;
import io.helidon.common.configurable.Resource;
import io.helidon.common.pki.Keys;
import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP door of a program: what it serves, with bounded bodies, problem details for every error,
 * health at {@code /health/live} and {@code /health/ready}, and metrics at {@code /metrics}.
 */
public final class Door implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final int MOST_CONNECTIONS = 1_000;

  private final WebServer server;
  private final DoorSettings settings;

  private Door(WebServer server, DoorSettings settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * Opens the door.
   *
   * @param routes adds what the program serves
   * @throws InvalidInputException naming the port when another program has it
   */
  public static Door open(
      DoorSettings settings,
      Health health,
      CollectorRegistry metrics,
      Consumer<HttpRouting.Builder> routes) {
    var routing = HttpRouting.builder();
    var durations =
        Histogram.build(
                "domovoy_http_request_duration_seconds", "Time to answer, by route and status")
            .labelNames("method", "status")
            .buckets(.001, .005, .01, .05, .1, .5, 1, 5, 10)
            .register(metrics);
    routing.addFilter(
        (chain, request, response) -> {
          var start = System.nanoTime();
          response.whenSent(
              () ->
                  durations
                      .labels(request.prologue().method().text(), response.status().codeText())
                      .observe((System.nanoTime() - start) / 1e9));
          chain.proceed();
        });
    routing.error(
        InvalidInputException.class,
        (_, response, e) -> Bodies.send(response, Problem.badInput(e)));
    routing.error(ProblemException.class, (_, response, e) -> Bodies.send(response, e.problem()));
    routing.error(HttpException.class, Door::explain);
    routing.error(Exception.class, Door::confess);
    routing.get("/health/live", (_, response) -> Bodies.send(response, Map.of("status", "up")));
    routing.get("/health/ready", (_, response) -> ready(health, response));
    routing.get("/metrics", (request, response) -> metrics(metrics, request, response));
    routes.accept(routing);
    routing.any(
        (request, _) -> {
          throw Problem.notFound("nothing is at " + request.path().path()).toException();
        });

    var builder =
        WebServer.builder()
            .host(settings.host())
            .port(settings.port())
            .maxPayloadSize(Math.max(settings.maxBody(), Bodies.MOST_DISCARDED))
            .directHandlers(problems())
            .contentEncoding(
                it ->
                    it.contentEncodingsDiscoverServices(false)
                        .addContentEncoding(new GzipDecoding()))
            .maxTcpConnections(MOST_CONNECTIONS)
            // an answer must not wait up to 40 ms for the caller's delayed acknowledgement
            .connectionOptions(it -> it.tcpNoDelay(true))
            .idleConnectionTimeout(Duration.ofMinutes(2))
            .shutdownHook(false)
            .addRouting(routing);
    settings.tls().ifPresent(tls -> builder.tls(tls(tls)));
    requireFree(settings);
    var server = builder.build().start();
    if (!server.isRunning()) {
      throw new InvalidInputException(
          "port", "a port that can be opened", settings.host() + ":" + settings.port());
    }
    return new Door(server, settings);
  }

  /** The server itself would only log that it cannot bind. */
  private static void requireFree(DoorSettings settings) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(settings.host(), settings.port()));
    } catch (BindException e) {
      throw new InvalidInputException(
          "port",
          "a free port",
          "%s:%d (%s)".formatted(settings.host(), settings.port(), e.getMessage()));
    } catch (IOException e) {
      throw new InvalidInputException(
          "host",
          "an address of this machine",
          "%s (%s)".formatted(settings.host(), e.getMessage()));
    }
  }

  public int port() {
    return server.port();
  }

  /** Where the door is, as seen from this machine. */
  public URI uri() {
    var host = settings.host().equals("0.0.0.0") ? DoorSettings.LOOPBACK : settings.host();
    return URI.create(
        (settings.tls().isPresent() ? "https" : "http") + "://" + host + ":" + port());
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Answers as problem details also where a request never reaches a route. */
  private static DirectHandlers problems() {
    var handlers = DirectHandlers.builder();
    for (var event : DirectHandler.EventType.values()) {
      handlers.addHandler(
          event,
          (_, type, status, headers, message) ->
              DirectHandler.TransportResponse.builder()
                  .status(status)
                  .headers(headers)
                  .header(HeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                  .keepAlive(type.keepAlive())
                  .entity(
                      Bodies.bytes(
                          Problem.of(
                              status.code(),
                              "http",
                              status.reasonPhrase(),
                              String.valueOf(message))))
                  .build());
    }
    return handlers.build();
  }

  private static void ready(Health health, ServerResponse response) {
    var faults = health.faults();
    if (faults.isEmpty()) {
      Bodies.send(response, Map.of("status", "ready"));
    } else {
      Bodies.send(
          response,
          Status.SERVICE_UNAVAILABLE_503,
          Map.of("status", "not ready", "faults", faults));
    }
  }

  private static void metrics(
      CollectorRegistry registry, ServerRequest request, ServerResponse response) {
    var type = TextFormat.chooseContentType(request.headers().value(HeaderNames.ACCEPT).orElse(""));
    var text = new StringWriter(1 << 16);
    try {
      java.util.Enumeration<Collector.MetricFamilySamples> samples = registry.metricFamilySamples();
      TextFormat.writeFormat(type, text, samples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    response.header(HeaderNames.CONTENT_TYPE, type).send(text.toString());
  }

  private static void explain(ServerRequest request, ServerResponse response, HttpException e) {
    var problem =
        switch (e.status().code()) {
          case 404 -> Problem.notFound("nothing is at " + request.path().path());
          case 413 -> Problem.of(413, "too-large", "The body is too large", e.getMessage());
          default ->
              Problem.of(e.status().code(), "http", e.status().reasonPhrase(), "" + e.getMessage());
        };
    Bodies.send(response, problem);
  }

  private static void confess(ServerRequest request, ServerResponse response, Exception e) {
    LOG.error("{} {} failed", request.prologue().method().text(), request.path().path(), e);
    Bodies.send(
        response,
        Problem.of(500, "internal", "Domovoy failed", "this is a fault of Domovoy; see its log"));
  }

  private static Tls tls(DoorSettings.Tls tls) {
    try {
      var password = Files.readAllLines(tls.passwordFile()).getFirst().toCharArray();
      var keys =
          Keys.builder()
              .keystore(
                  store -> store.keystore(Resource.create(tls.keystore())).passphrase(password))
              .build();
      return Tls.builder()
          .privateKey(keys.privateKey().orElseThrow())
          .privateKeyCertChain(keys.certChain())
          .build();
    } catch (IOException e) {
      throw new InvalidInputException("tls", "readable keystore and password files", e.toString());
    }
  }
}
