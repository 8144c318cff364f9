package domovoy.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import domovoy.service.LocalInstance;
import domovoy.testing.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code ./domovoy run} in a process of its own, on free ports. */
final class RunningHouse implements AutoCloseable {
  static final Duration START = Duration.ofSeconds(60);
  private static final List<String> PORTS =
      List.of("--port", "--collector-port", "--edge-port", "--exporters-port", "--history-port");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Path data;
  private final URI exporters;
  final Program program;

  /** What it said when it was ready. */
  final String greeting;

  private RunningHouse(Path data, Program program, URI exporters) {
    this.data = data;
    this.program = program;
    this.exporters = exporters;
    this.greeting = program.awaitLine("Domovoy is at", START);
  }

  static RunningHouse start(Path data) {
    var arguments = run(data);
    var exporters = arguments.get(arguments.indexOf("--exporters-port") + 1);
    return new RunningHouse(
        data,
        Program.java(Main.class, List.of("-Xmx512m"), arguments),
        URI.create("http://127.0.0.1:" + exporters));
  }

  /** The arguments that start one on the folder. */
  static List<String> run(Path data) {
    var arguments = new ArrayList<>(List.of("run", "--data", data.toString()));
    for (var port : PORTS) {
      arguments.add(port);
      arguments.add("" + Program.freePort());
    }
    return arguments;
  }

  URI uri() {
    return LocalInstance.of(data).controller();
  }

  /** Where Prometheus finds its metrics. */
  URI exporters() {
    return exporters;
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return send("GET", path, "");
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return send("POST", path, body);
  }

  JsonNode put(String path, String body) throws IOException, InterruptedException {
    return send("PUT", path, body);
  }

  /** The value of a point, as JSON writes it. */
  String value(String point) throws IOException, InterruptedException {
    return get("/api/v1/points/" + point).path("state").path("value").asText();
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    var instance = LocalInstance.of(data);
    var request =
        HttpRequest.newBuilder(instance.controller().resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + instance.token())
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException("%d: %s".formatted(answer.statusCode(), answer.body()));
    }
    return Json.json().readTree(answer.body());
  }

  @Override
  public void close() {
    program.close();
    http.close();
  }
}
