package domovoy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Collectors;

/** A real Prometheus that scrapes its targets every second. */
public final class Prometheus implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Program program;
  private final URI uri;
  private final HttpClient http = HttpClient.newHttpClient();

  private Prometheus(Program program, URI uri) {
    this.program = program;
    this.uri = uri;
  }

  /**
   * Starts it on any free port; without prometheus the test is skipped, naming it.
   *
   * @param data its folder
   * @param targets whose {@code /metrics} it scrapes
   */
  public static Prometheus start(Path data, URI... targets) {
    return start(data, "", targets);
  }

  /**
   * Starts it with more settings than what to scrape.
   *
   * @param more further sections of its settings, YAML, or empty
   */
  public static Prometheus start(Path data, String more, URI... targets) {
    try {
      var settings = data.resolve("prometheus.yml");
      Files.writeString(
          settings,
          """
          global:
            scrape_interval: 1s
            evaluation_interval: 1s
          scrape_configs:
            - job_name: domovoy
              static_configs:
                - targets: [%s]
          %s"""
              .formatted(
                  Arrays.stream(targets)
                      .map(it -> "'%s'".formatted(it.getAuthority()))
                      .collect(Collectors.joining(", ")),
                  more));
      var address = "127.0.0.1:" + Program.freePort();
      var program =
          Program.peer(
              List.of(
                  "prometheus",
                  "--config.file=" + settings,
                  "--storage.tsdb.path=" + data.resolve("tsdb"),
                  "--web.listen-address=" + address));
      var prometheus = new Prometheus(program, URI.create("http://" + address));
      Eventually.within(START, () -> prometheus.get("/-/ready"));
      return prometheus;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Evaluates PromQL now; answers Prometheus' JSON. */
  public String query(String promQl) throws IOException {
    return get("/api/v1/query?query=" + URLEncoder.encode(promQl, StandardCharsets.UTF_8));
  }

  /**
   * What {@code promtool check metrics} says of the text; empty when it is clean. Without promtool
   * the test is skipped, naming it.
   */
  public static String complaints(String metrics) {
    var promtool = Program.require("promtool");
    try {
      var text = Files.createTempFile("domovoy-metrics", ".txt");
      try {
        Files.writeString(text, metrics);
        var process =
            new ProcessBuilder(promtool.toString(), "check", "metrics")
                .redirectInput(text.toFile())
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? said : said + "exit code " + process.exitValue();
      } finally {
        Files.delete(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Where it listens. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    program.close();
    http.close();
  }

  private String get(String target) throws IOException {
    try {
      var answer =
          http.send(
              HttpRequest.newBuilder(uri.resolve(target)).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException(target + " answers " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
