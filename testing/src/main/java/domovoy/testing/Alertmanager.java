package domovoy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Alertmanager. */
public final class Alertmanager implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Program program;
  private final URI uri;

  private Alertmanager(Program program, URI uri) {
    this.program = program;
    this.uri = uri;
  }

  /**
   * Starts it on any free port, alone; without Alertmanager the test is skipped, naming it.
   *
   * @param data its folder
   * @param settings its configuration, YAML
   */
  public static Alertmanager start(Path data, String settings) {
    try {
      var file = Files.writeString(data.resolve("alertmanager.yml"), settings);
      var address = "127.0.0.1:" + Program.freePort();
      var program =
          Program.peer(
              List.of(
                  "prometheus-alertmanager",
                  "--config.file=" + file,
                  "--storage.path=" + data.resolve("alertmanager"),
                  "--cluster.listen-address=",
                  "--web.listen-address=" + address));
      var alertmanager = new Alertmanager(program, URI.create("http://" + address));
      Eventually.within(START, alertmanager::requireReady);
      return alertmanager;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where Prometheus sends alerts to. */
  public URI uri() {
    return uri;
  }

  @Override
  public void close() {
    program.close();
  }

  private void requireReady() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(uri.resolve("/-/ready")).build(),
              HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError("alertmanager is not ready:\n" + program.output());
      }
    }
  }
}
