package domovoy.controller.access;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.core.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One person's browser: keeps the session cookie and the CSRF token as the page does. */
final class Browser {
  record Answer(int status, JsonNode body, List<String> cookies) {}

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;
  private final Map<String, String> headers =
      new HashMap<>(Map.of("Content-Type", "application/json"));
  private Optional<String> cookie = Optional.empty();
  private String csrf = "";
  private String authorization = "";

  Browser(URI base) {
    this.base = base;
  }

  static Browser program(URI base, String token) {
    var browser = new Browser(base);
    browser.authorization = "Bearer " + token;
    return browser;
  }

  void sendHeader(String name, String value) {
    headers.put(name, value);
  }

  void forgetCsrf() {
    csrf = "";
  }

  String cookie() {
    return cookie.orElseThrow();
  }

  void useCookie(String value) {
    cookie = Optional.of(value);
  }

  Answer get(String path) {
    return send("GET", path, "");
  }

  Answer delete(String path) {
    return send("DELETE", path, "");
  }

  Answer post(String path, String json) {
    return send("POST", path, json);
  }

  Answer patch(String path, String json) {
    return send("PATCH", path, json);
  }

  Answer send(String method, String path) {
    return send(method, path, "");
  }

  Answer signIn(String name, String password) {
    return post("/session", "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
  }

  private Answer send(String method, String path, String json) {
    var request =
        HttpRequest.newBuilder(base.resolve("/api/v1" + path))
            .method(method, HttpRequest.BodyPublishers.ofString(json));
    headers.forEach(request::setHeader);
    if (!csrf.isEmpty()) {
      request.header("X-CSRF-Token", csrf);
    }
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    cookie.ifPresent(it -> request.header("Cookie", SessionCookie.NAME + "=" + it));
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var cookies = new ArrayList<>(response.headers().allValues("Set-Cookie"));
      cookies.forEach(
          it -> {
            var value = it.substring(it.indexOf('=') + 1, it.indexOf(';'));
            cookie = value.isEmpty() ? Optional.empty() : Optional.of(value);
          });
      var body = Json.json().readTree(response.body());
      if (body.has("csrf")) {
        csrf = body.get("csrf").textValue();
      }
      return new Answer(response.statusCode(), body, cookies);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
