package domovoy.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A real influxd, with one database. Debian's is 1.6, which lacks {@code /api/v2/write}: a small
 * door before it turns that into 1.x's {@code /write}, as 1.8 does by itself, and hands everything
 * else through.
 */
public final class InfluxDb implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Path data;
  private final int port;
  private final HttpClient http;
  private final HttpServer door;
  private Program program;

  private InfluxDb(Path data, int port, HttpServer door) {
    this.data = data;
    this.port = port;
    this.door = door;
    http = HttpClient.newHttpClient();
  }

  /**
   * Starts it on any free port and makes the database; without influxd the test is skipped, naming
   * it.
   *
   * @param data its folder
   */
  public static InfluxDb start(Path data, String database) {
    Program.require("influxd");
    try {
      var influx = new InfluxDb(data, Program.freePort(), openDoor());
      influx.writeSettings();
      influx.startAgain();
      influx.door.createContext("/", influx::handThrough);
      influx.query("CREATE DATABASE " + database);
      return influx;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients find it; the same after {@link #kill} and {@link #startAgain}. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
  }

  /** SIGKILL. */
  public void kill() {
    program.kill();
  }

  /** Starts it after a kill, on the same data, and returns when it answers. */
  public void startAgain() {
    program = Program.peer(List.of("influxd", "-config", data.resolve("influxdb.conf").toString()));
    Eventually.within(
        START,
        () -> {
          if (send("GET", "/ping", new byte[0]).statusCode() != 204) {
            throw new AssertionError("influxd does not answer:\n" + program.output());
          }
        });
  }

  /** Asks with InfluxQL; answers its JSON. */
  public String query(String influxQl) {
    try {
      var target = "/query?q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
      return new String(send("POST", target, new byte[0]).body(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    door.stop(0);
    program.close();
    http.close();
  }

  private static HttpServer openDoor() throws IOException {
    var door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    door.start();
    return door;
  }

  private void handThrough(HttpExchange exchange) throws IOException {
    try (exchange) {
      var uri = exchange.getRequestURI();
      var target =
          uri.getPath().equals("/api/v2/write") ? version1(uri.getRawQuery()) : uri.toString();
      try {
        var body = exchange.getRequestBody().readAllBytes();
        var answer = send(exchange.getRequestMethod(), target, body);
        answer
            .headers()
            .firstValue("Content-Type")
            .ifPresent(it -> exchange.getResponseHeaders().set("Content-Type", it));
        var empty = answer.body().length == 0;
        exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : answer.body().length);
        exchange.getResponseBody().write(answer.body());
      } catch (IOException e) {
        exchange.sendResponseHeaders(503, -1); // as a proxy says that influxd is down
      }
    }
  }

  /** {@code org=o&bucket=b&precision=ns} as {@code db=b&precision=ns}. */
  private static String version1(String query) {
    Map<String, String> parameters =
        Arrays.stream(query.split("&"))
            .map(it -> it.split("=", 2))
            .collect(Collectors.toMap(it -> it[0], it -> it[1]));
    return "/write?db=%s&precision=%s"
        .formatted(parameters.get("bucket"), parameters.getOrDefault("precision", "ns"));
  }

  private HttpResponse<byte[]> send(String method, String target, byte[] body) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void writeSettings() throws IOException {
    Files.createDirectories(data);
    Files.writeString(
        data.resolve("influxdb.conf"),
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%1$d"
        [meta]
          dir = "%3$s/meta"
        [data]
          dir = "%3$s/data"
          wal-dir = "%3$s/wal"
          query-log-enabled = false
        [monitor]
          store-enabled = false
        [http]
          bind-address = "127.0.0.1:%2$d"
          log-enabled = false
        """
            .formatted(Program.freePort(), port, data.toAbsolutePath()));
  }
}
