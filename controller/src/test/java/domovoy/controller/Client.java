package domovoy.controller;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** Calls the controller as a program with a token does. */
final class Client {
  /** What was answered. */
  record Answer(int status, JsonNode body, HttpResponse<String> response) {
    /** The fields that a problem names. */
    List<String> fields() {
      return StreamSupport.stream(body.path("faults").spliterator(), false)
          .map(it -> it.path("field").asText())
          .toList();
    }
  }

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final String token;

  Client(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  Answer get(String path) throws Exception {
    return send("GET", path, "");
  }

  Answer put(String path, String body) throws Exception {
    return send("PUT", path, body);
  }

  Answer post(String path, String body) throws Exception {
    return send("POST", path, body);
  }

  Answer delete(String path) throws Exception {
    return send("DELETE", path, "");
  }

  HttpRequest.Builder request(String path) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return request;
  }

  HttpClient http() {
    return http;
  }

  private Answer send(String method, String path, String body)
      throws IOException, InterruptedException {
    var publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    var request = request(path).method(method, publisher);
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    var type = response.headers().firstValue("Content-Type").orElse("");
    var json =
        type.contains("json")
            ? Json.json().readTree(response.body())
            : Json.json().createObjectNode();
    return new Answer(response.statusCode(), json, response);
  }
}
