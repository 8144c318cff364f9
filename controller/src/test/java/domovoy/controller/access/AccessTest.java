package domovoy.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.StoreSettings;
import domovoy.core.Json;
import domovoy.service.Bodies;
import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import domovoy.testing.ManualClock;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final URI BASE = URI.create("http://house");
  private static final String PASSWORD = "correct horse battery";

  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");
  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir Path folder;
  private ConfigurationStore store;
  private Access access;
  private Door door;

  /** A browser: one cookie, one CSRF token. */
  private final class Browser {
    private String cookie = "";
    private String csrf = "";

    HttpResponse<String> send(String method, String path, String body) throws Exception {
      var request =
          HttpRequest.newBuilder(door.uri().resolve(path))
              .method(method, HttpRequest.BodyPublishers.ofString(body));
      if (!cookie.isEmpty()) {
        request.header("Cookie", cookie);
      }
      if (!csrf.isEmpty()) {
        request.header("X-CSRF-Token", csrf);
      }
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      answer
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(it -> cookie = it.substring(0, it.indexOf(';')));
      if (answer.statusCode() == 200 && path.matches("/api/v1/(session|welcome)")) {
        csrf = json(answer).get("csrf").asText();
      }
      return answer;
    }

    HttpResponse<String> signIn(String name, String password) throws Exception {
      return send(
          "POST",
          "/api/v1/session",
          "{\"name\":\"%s\",\"password\":\"%s\"}".formatted(name, password));
    }
  }

  @BeforeEach
  void open() {
    store = ConfigurationStore.open(StoreSettings.embedded(folder), clock);
    access =
        new Access(
            store, Map.of("collector", new ServiceToken("a secret", Set.of("readings"))), clock);
    door =
        Door.open(
            DoorSettings.loopback(0),
            new Health(),
            new CollectorRegistry(),
            routing -> {
              access.routes(store.audit(), clock, false).forEach(it -> it.add(routing));
              for (var permission : Permission.values()) {
                routing.post(
                    "/may/" + permission,
                    (request, response) ->
                        Bodies.send(
                            response, access.require(request, permission).source().toString()));
              }
            });
  }

  @AfterEach
  void close() {
    door.close();
    store.close();
  }

  @Test
  void theFirstPersonBecomesTheOwnerThroughTheLinkAndNobodyASecondTime() throws Exception {
    var link = access.welcome(BASE).orElseThrow().toString();
    assertThat(link).startsWith("http://house/#/welcome/");
    var browser = new Browser();
    var answer = welcome(browser, link, "anna");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("role").asText()).isEqualTo("owner");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(browser.send("POST", "/may/users", "").body()).contains("person:anna");

    assertThat(access.welcome(BASE)).isEmpty();
    assertThat(welcome(new Browser(), link, "mallory").statusCode()).isEqualTo(401);
    reopen();
    assertThat(access.welcome(BASE)).as("there is an owner").isEmpty();
  }

  @Test
  void aWrongLinkOrAWeakPasswordLeavesTheLinkGood() throws Exception {
    var link = access.welcome(BASE).orElseThrow().toString();
    assertThat(welcome(new Browser(), link + "x", "anna").statusCode()).isEqualTo(401);
    var weak =
        new Browser()
            .send(
                "POST",
                "/api/v1/welcome",
                "{\"token\":\"%s\",\"name\":\"anna\",\"password\":\"short\"}"
                    .formatted(token(link)));
    assertThat(weak.statusCode()).isEqualTo(400);
    assertThat(json(weak).at("/faults/0/field").asText()).isEqualTo("password");
    assertThat(weak.body()).doesNotContain("short");
    assertThat(welcome(new Browser(), link, "anna").statusCode()).isEqualTo(200);
  }

  @Test
  void aSessionOutlivesARestartButNotItsIdleTime() throws Exception {
    var browser = owner();
    reopen();
    assertThat(browser.send("GET", "/api/v1/session", "").statusCode()).isEqualTo(200);
    clock.advance(Sessions.IDLE.plusSeconds(1));
    assertThat(browser.send("GET", "/api/v1/session", "").statusCode()).isEqualTo(401);
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    var browser = owner();
    var stolen = browser.cookie;
    assertThat(browser.send("DELETE", "/api/v1/session", "").statusCode()).isEqualTo(204);
    browser.cookie = stolen;
    assertThat(browser.send("GET", "/api/v1/session", "").statusCode()).isEqualTo(401);
  }

  @Test
  void aChangeWithoutTheCsrfTokenIsRefused() throws Exception {
    var browser = owner();
    browser.csrf = "";
    assertThat(browser.send("POST", "/may/command", "").statusCode()).isEqualTo(403);
    browser.csrf = "guessed";
    assertThat(browser.send("POST", "/may/command", "").statusCode()).isEqualTo(403);
  }

  @Test
  void eachRoleMayWhatItMay() throws Exception {
    var owner = owner();
    for (var role : Role.values()) {
      var made =
          owner.send(
              "POST",
              "/api/v1/users",
              "{\"name\":\"some-%s\",\"role\":\"%s\",\"password\":\"%s\"}"
                  .formatted(role, role, PASSWORD));
      assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
      var browser = new Browser();
      assertThat(browser.signIn("some-" + role, PASSWORD).statusCode()).isEqualTo(200);
      for (var permission : Permission.values()) {
        assertThat(browser.send("POST", "/may/" + permission, "").statusCode())
            .as("%s may %s", role, permission)
            .isEqualTo(role.permissions().contains(permission) ? 200 : 403);
      }
    }
  }

  @Test
  void guessingIsSlowedDown() throws Exception {
    owner();
    for (var attempt = 0; attempt < 10; attempt++) {
      assertThat(new Browser().signIn("anna", "guess " + attempt).statusCode()).isEqualTo(401);
    }
    assertThat(new Browser().signIn("anna", PASSWORD).statusCode()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(15));
    assertThat(new Browser().signIn("anna", PASSWORD).statusCode()).isEqualTo(200);
  }

  @Test
  void anAbsentUserAndAWrongPasswordLookTheSame() throws Exception {
    owner();
    assertThat(new Browser().signIn("nobody", PASSWORD).body())
        .isEqualTo(new Browser().signIn("anna", "wrong password").body());
  }

  @Test
  void aProgramMayWhatItsTokensScopesSay() throws Exception {
    assertThat(withToken("a secret", "readings").statusCode()).isEqualTo(200);
    assertThat(withToken("a secret", "command").statusCode()).isEqualTo(403);
    assertThat(withToken("another", "readings").statusCode()).isEqualTo(401);

    var owner = owner();
    var made =
        json(
            owner.send("POST", "/api/v1/tokens", "{\"name\":\"grafana\",\"scopes\":[\"alerts\"]}"));
    var token = made.get("token").asText();
    assertThat(withToken(token, "alerts").body()).contains("system:grafana");
    assertThat(owner.send("GET", "/api/v1/tokens", "").body())
        .contains("grafana")
        .doesNotContain(token);
    assertThat(owner.send("DELETE", "/api/v1/tokens/grafana", "").statusCode()).isEqualTo(204);
    assertThat(withToken(token, "alerts").statusCode()).isEqualTo(401);
    assertThat(
            owner
                .send("POST", "/api/v1/tokens", "{\"name\":\"x\",\"scopes\":[\"everything\"]}")
                .body())
        .contains("scopes", "admin, read");
  }

  @Test
  void aChangedRoleCountsAtOnceAndTheLastOwnerStays() throws Exception {
    var owner = owner();
    owner.send(
        "POST",
        "/api/v1/users",
        "{\"name\":\"boris\",\"role\":\"resident\",\"password\":\"%s\"}".formatted(PASSWORD));
    var boris = new Browser();
    boris.signIn("boris", PASSWORD);
    assertThat(owner.send("PATCH", "/api/v1/users/boris", "{\"role\":\"guest\"}").statusCode())
        .isEqualTo(200);
    assertThat(json(boris.send("GET", "/api/v1/session", "")).get("role").asText())
        .isEqualTo("guest");
    assertThat(owner.send("PATCH", "/api/v1/users/anna", "{\"role\":\"guest\"}").statusCode())
        .isEqualTo(409);
    assertThat(owner.send("DELETE", "/api/v1/users/anna", "").statusCode()).isEqualTo(409);
    assertThat(owner.send("DELETE", "/api/v1/users/boris", "").statusCode()).isEqualTo(204);
  }

  @Test
  void noSecretIsKeptAsItIs() throws Exception {
    var owner = owner();
    var token =
        json(owner.send("POST", "/api/v1/tokens", "{\"name\":\"x\",\"scopes\":[\"read\"]}"))
            .get("token")
            .asText();
    close();
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(PASSWORD, token, owner.cookie.substring(owner.cookie.indexOf('=') + 1));
      }
    }
    open();
  }

  @Test
  void comingAndGoingIsAudited() throws Exception {
    owner().send("DELETE", "/api/v1/session", "");
    new Browser().signIn("anna", "a wrong password");
    assertThat(store.audit().newest(java.util.Optional.empty(), 10))
        .extracting(it -> it.record().action() + " " + it.record().result())
        .containsExactly("user.sign-in refused", "user.sign-out done", "user.welcome done");
    assertThat(store.audit().newest(java.util.Optional.empty(), 10))
        .allMatch(it -> it.record().from().equals("127.0.0.1"))
        .noneMatch(it -> it.toString().contains("password\""));
  }

  private Browser owner() throws Exception {
    var browser = new Browser();
    var link = access.welcome(BASE).orElseThrow().toString();
    assertThat(welcome(browser, link, "anna").statusCode()).isEqualTo(200);
    return browser;
  }

  private HttpResponse<String> welcome(Browser browser, String link, String name) throws Exception {
    return browser.send(
        "POST",
        "/api/v1/welcome",
        "{\"token\":\"%s\",\"name\":\"%s\",\"password\":\"%s\"}"
            .formatted(token(link), name, PASSWORD));
  }

  private HttpResponse<String> withToken(String token, String permission) throws Exception {
    return http.send(
        HttpRequest.newBuilder(door.uri().resolve("/may/" + permission))
            .POST(HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + token)
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private void reopen() {
    close();
    open();
  }

  private static String token(String link) {
    return link.substring(link.lastIndexOf('/') + 1);
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return Json.json().readTree(answer.body());
  }
}
