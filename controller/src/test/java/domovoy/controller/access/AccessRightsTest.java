package domovoy.controller.access;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.controller.store.Audit;
import domovoy.controller.store.AuditEntry;
import domovoy.controller.store.ConfigurationStore;
import domovoy.controller.store.StoreSettings;
import domovoy.service.Bodies;
import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import domovoy.testing.ManualClock;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessRightsTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path folder;

  private final ManualClock clock = ManualClock.at("2026-01-01T12:00:00Z");
  private ConfigurationStore store;
  private Access access;
  private Door door;
  private Browser browser;

  @BeforeEach
  void open() {
    store = ConfigurationStore.open(StoreSettings.embedded(folder), clock);
    access =
        new Access(store, Map.of("collector", new ServiceToken("a secret", Set.of("read"))), clock);
    door =
        Door.open(
            DoorSettings.loopback(0),
            new Health(),
            new CollectorRegistry(),
            routing -> {
              access.routes(store.audit(), clock, false).forEach(it -> it.add(routing));
              routing.get(
                  "/api/v1/points",
                  (request, response) -> {
                    var caller = access.require(request, Permission.READ);
                    Bodies.send(response, Map.of("who", caller.source(), "from", caller.from()));
                  });
              routing.put(
                  "/api/v1/points",
                  (request, response) -> {
                    access.require(request, Permission.COMMAND);
                    Bodies.send(response, Map.of());
                  });
              routing.post(
                  "/api/v1/rules",
                  (request, response) -> {
                    access.require(request, Permission.CONFIGURE);
                    Bodies.send(response, Map.of());
                  });
            });
    browser = new Browser(door.uri());
  }

  @AfterEach
  void close() {
    door.close();
    store.close();
  }

  private URI link() {
    return access.welcome(door.uri()).orElseThrow();
  }

  private static Browser.Answer enter(Browser browser, URI link, String name) {
    var token = link.getFragment().replace("/welcome/", "");
    return browser.post(
        "/welcome",
        "{\"token\":\"%s\",\"name\":\"%s\",\"password\":\"%s\"}".formatted(token, name, PASSWORD));
  }

  private Browser owner() {
    var owner = new Browser(door.uri());
    assertThat(enter(owner, link(), "Анна").status()).isEqualTo(200);
    return owner;
  }

  private Browser person(Browser owner, String name, Role role) {
    var added =
        owner.post(
            "/users",
            "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"%s\"}"
                .formatted(name, PASSWORD, role));
    assertThat(added.status()).isEqualTo(201);
    var person = new Browser(door.uri());
    assertThat(person.signIn(name, PASSWORD).status()).isEqualTo(200);
    return person;
  }

  private List<String> audited() {
    return store.audit().newest(Optional.empty(), 100).stream()
        .map(AuditEntry::record)
        .map(it -> "%s %s %s %s".formatted(it.who(), it.action(), it.target(), it.result()))
        .toList();
  }

  @Test
  void theOneTimeLinkMakesTheFirstPersonTheOwnerAndWorksOnce() {
    var link = link();
    assertThat(access.welcome(door.uri())).contains(link);
    var answer = enter(browser, link, "Анна");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("role").textValue()).isEqualTo("owner");
    assertThat(browser.get("/session").body().get("name").textValue()).isEqualTo("Анна");
    assertThat(access.welcome(door.uri())).isEmpty();
    assertThat(enter(new Browser(door.uri()), link, "Mallory").status()).isEqualTo(401);
    assertThat(audited())
        .containsExactly(
            "system:sign-in user.welcome Mallory refused", "person:Анна user.welcome Анна done");
  }

  @Test
  void theLinkIsValidForADayAndThenThereIsAnother() {
    var old = link();
    clock.advance(Duration.ofHours(24));
    assertThat(enter(browser, old, "Mallory").status()).isEqualTo(401);
    assertThat(enter(browser, link(), "Анна").status()).isEqualTo(200);
  }

  @Test
  void aRefusedPasswordLeavesTheLinkValid() {
    var token = link().getFragment().replace("/welcome/", "");
    var answer =
        browser.post(
            "/welcome",
            "{\"token\":\"%s\",\"name\":\"anna\",\"password\":\"short\"}".formatted(token));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/faults/0/field").textValue()).isEqualTo("password");
    assertThat(enter(browser, link(), "anna").status()).isEqualTo(200);
  }

  @Test
  void theCookieIsOutOfReachOfScriptsAndOtherSites() {
    var cookie = enter(browser, link(), "anna").cookies().getFirst();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
    assertThat(cookie).doesNotContain("Secure");
  }

  @Test
  void behindAProxyThatEndsTlsTheCookieStaysOnHttps() {
    owner();
    browser.sendHeader("X-Forwarded-Proto", "https");
    assertThat(browser.signIn("Анна", PASSWORD).cookies().getFirst()).contains("Secure");
  }

  @Test
  void anotherSitesFormSignsNobodyIn() {
    owner();
    browser.sendHeader("Content-Type", "text/plain");
    assertThat(browser.signIn("Анна", PASSWORD).status()).isEqualTo(403);
  }

  @Test
  void whoIsNotSignedInIsToldSo() {
    assertThat(browser.get("/points").status()).isEqualTo(401);
    assertThat(browser.get("/session").status()).isEqualTo(401);
    browser.useCookie("made-up");
    assertThat(browser.get("/points").status()).isEqualTo(401);
  }

  @Test
  void aSessionsRequestToChangeSomethingNeedsItsToken() {
    var owner = owner();
    assertThat(owner.send("PUT", "/points").status()).isEqualTo(200);
    owner.forgetCsrf();
    assertThat(owner.get("/points").status()).isEqualTo(200);
    assertThat(owner.send("PUT", "/points").status()).isEqualTo(403);
  }

  @Test
  void aWrongPasswordAndAnUnknownUserLookTheSame() {
    owner();
    var wrong = browser.signIn("Анна", "wrong password");
    var unknown = browser.signIn("nobody", "wrong password");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(unknown).isEqualTo(wrong);
    assertThat(audited()).contains("system:sign-in user.sign-in nobody refused");
  }

  @Test
  void namesAreTheSameInUpperAndLowerCase() {
    owner();
    assertThat(browser.signIn("АННА", PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void afterTenWrongPasswordsAUserHasToWait() {
    owner();
    for (var i = 0; i < 10; i++) {
      assertThat(browser.signIn("Анна", "wrong " + i).status()).isEqualTo(401);
    }
    assertThat(browser.signIn("Анна", PASSWORD).status()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(5));
    assertThat(browser.signIn("Анна", PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void signingOutEndsTheSessionForEveryone() {
    var owner = owner();
    var cookie = owner.cookie();
    assertThat(owner.delete("/session").status()).isEqualTo(204);
    browser.useCookie(cookie);
    assertThat(browser.get("/points").status()).isEqualTo(401);
  }

  @Test
  void anUnusedSessionEndsAndAUsedOneLivesOnUpToItsEnd() {
    var owner = owner();
    clock.advance(Sessions.IDLE.minusSeconds(1));
    assertThat(owner.get("/points").status()).isEqualTo(200);
    clock.advance(Sessions.IDLE.minusSeconds(1));
    assertThat(owner.get("/points").status()).isEqualTo(200);
    clock.advance(Sessions.IDLE);
    assertThat(owner.get("/points").status()).isEqualTo(401);
    assertThat(owner.signIn("Анна", PASSWORD).status()).isEqualTo(200);
    for (var day = 1; day < Sessions.LONGEST.toDays(); day++) {
      clock.advance(Duration.ofDays(1));
      assertThat(owner.get("/session").status()).as("day %d", day).isEqualTo(200);
    }
    clock.advance(Duration.ofDays(1));
    assertThat(owner.get("/session").status()).isEqualTo(401);
  }

  @Test
  void theTokenOfASessionChangesEveryDayAndTheOldOneSoonEnds() {
    var owner = owner();
    var old = owner.cookie();
    clock.advance(Sessions.ROTATE);
    assertThat(owner.get("/session").status()).isEqualTo(200);
    assertThat(owner.cookie()).isNotEqualTo(old);
    assertThat(owner.send("PUT", "/points").status()).isEqualTo(200);
    browser.useCookie(old);
    assertThat(browser.get("/points").status()).isEqualTo(200);
    clock.advance(Duration.ofMinutes(1));
    assertThat(browser.get("/points").status()).isEqualTo(401);
    assertThat(owner.get("/points").status()).isEqualTo(200);
  }

  @Test
  void sessionsSurviveARestart() {
    var cookie = owner().cookie();
    close();
    open();
    browser.useCookie(cookie);
    assertThat(browser.get("/points").status()).isEqualTo(200);
  }

  @Test
  void aGuestLooksAndTouchesNothing() {
    var guest = person(owner(), "guest", Role.GUEST);
    assertThat(guest.get("/points").status()).isEqualTo(200);
    assertThat(guest.send("PUT", "/points").status()).isEqualTo(403);
    assertThat(guest.get("/users").status()).isEqualTo(403);
    assertThat(audited()).contains("person:guest access.request PUT /api/v1/points refused");
  }

  @Test
  void onlyWhoBuildsTheHouseChangesRules() {
    var owner = owner();
    assertThat(person(owner, "boris", Role.RESIDENT).post("/rules", "{}").status()).isEqualTo(403);
    assertThat(person(owner, "wall", Role.SCREEN).post("/rules", "{}").status()).isEqualTo(403);
    assertThat(person(owner, "fitter", Role.INSTALLER).post("/rules", "{}").status())
        .isEqualTo(200);
  }

  @Test
  void aNewRoleCountsAtOnceAndADeletedUserIsOut() {
    var owner = owner();
    var boris = person(owner, "boris", Role.RESIDENT);
    assertThat(boris.send("PUT", "/points").status()).isEqualTo(200);
    assertThat(owner.patch("/users/boris", "{\"role\":\"guest\"}").status()).isEqualTo(200);
    assertThat(boris.send("PUT", "/points").status()).isEqualTo(403);
    assertThat(owner.delete("/users/boris").status()).isEqualTo(204);
    assertThat(boris.get("/points").status()).isEqualTo(401);
  }

  @Test
  void theLastOwnerCannotGo() {
    var owner = owner();
    assertThat(owner.delete("/users/%D0%90%D0%BD%D0%BD%D0%B0").status()).isEqualTo(409);
    assertThat(owner.patch("/users/%D0%90%D0%BD%D0%BD%D0%B0", "{\"role\":\"guest\"}").status())
        .isEqualTo(409);
  }

  @Test
  void aNewPasswordNeedsTheCurrentOneAndEndsOtherSessions() {
    var owner = owner();
    var boris = person(owner, "boris", Role.RESIDENT);
    var elsewhere = new Browser(door.uri());
    elsewhere.signIn("boris", PASSWORD);
    assertThat(boris.patch("/users/boris", "{\"password\":\"another horse\"}").status())
        .isEqualTo(400);
    var change = "{\"password\":\"another horse\",\"current-password\":\"%s\"}".formatted(PASSWORD);
    assertThat(boris.patch("/users/boris", change).status()).isEqualTo(200);
    assertThat(boris.get("/points").status()).isEqualTo(200);
    assertThat(elsewhere.get("/points").status()).isEqualTo(401);
    assertThat(browser.signIn("boris", PASSWORD).status()).isEqualTo(401);
    assertThat(browser.signIn("boris", "another horse").status()).isEqualTo(200);
  }

  @Test
  void noOneGivesThemselvesARole() {
    var boris = person(owner(), "boris", Role.RESIDENT);
    assertThat(boris.patch("/users/boris", "{\"role\":\"owner\"}").status()).isEqualTo(403);
  }

  @Test
  void aTokenDoesWhatItsScopesSayAndNoMore() {
    var owner = owner();
    var made = owner.post("/tokens", "{\"name\":\"grafana\",\"scopes\":[\"read\"]}");
    assertThat(made.status()).isEqualTo(201);
    var program = Browser.program(door.uri(), made.body().get("token").textValue());
    assertThat(program.get("/points").body().get("who").textValue()).isEqualTo("system:grafana");
    assertThat(program.send("PUT", "/points").status()).isEqualTo(403);
    assertThat(owner.get("/tokens").body().toString())
        .contains("grafana")
        .doesNotContain(made.body().get("token").textValue());
    assertThat(owner.delete("/tokens/grafana").status()).isEqualTo(204);
    assertThat(program.get("/points").status()).isEqualTo(401);
  }

  @Test
  void aTokenHasNoMoreRightsThanItsPersonHasNow() {
    var owner = owner();
    var second = person(owner, "boris", Role.OWNER);
    var made = second.post("/tokens", "{\"name\":\"script\",\"scopes\":[\"admin\"]}");
    var program = Browser.program(door.uri(), made.body().get("token").textValue());
    assertThat(program.get("/users").status()).isEqualTo(200);
    owner.patch("/users/boris", "{\"role\":\"guest\"}");
    assertThat(program.get("/users").status()).isEqualTo(403);
    assertThat(program.get("/points").status()).isEqualTo(200);
    owner.delete("/users/boris");
    assertThat(program.get("/points").status()).isEqualTo(401);
  }

  @Test
  void aWrongTokenIsNotHelpedByACookie() {
    var owner = owner();
    var confused = Browser.program(door.uri(), "wrong");
    confused.useCookie(owner.cookie());
    assertThat(confused.get("/points").status()).isEqualTo(401);
  }

  @Test
  void badInputNamesItsField() {
    var owner = owner();
    assertThat(
            owner
                .post("/users", "{\"name\":\"b\",\"password\":\"long enough\",\"role\":\"king\"}")
                .body()
                .toString())
        .contains("role");
    assertThat(
            owner
                .post(
                    "/users", "{\"name\":\"../x\",\"password\":\"long enough\",\"role\":\"guest\"}")
                .status())
        .isEqualTo(400);
    assertThat(owner.post("/tokens", "{\"name\":\"x\",\"scopes\":[\"fly\"]}").body().toString())
        .contains("scopes");
    assertThat(owner.post("/users", "{\"name\":\"b\"").status()).isEqualTo(400);
    assertThat(owner.post("/session", "{}").status()).isEqualTo(400);
  }

  @Test
  void noPasswordOrTokenIsStoredAsItIs() throws Exception {
    var owner = owner();
    var token = owner.post("/tokens", "{\"name\":\"x\",\"scopes\":[\"read\"]}").body().get("token");
    var cookie = owner.cookie();
    close();
    assertThat(Files.readString(folder.resolve("configuration.mv.db"), StandardCharsets.ISO_8859_1))
        .contains("$argon2id$")
        .doesNotContain(PASSWORD)
        .doesNotContain(cookie)
        .doesNotContain(token.textValue());
    open();
  }

  @Test
  void theAuditOfAccessIsWhole() {
    person(owner(), "boris", Role.RESIDENT);
    assertThat(store.audit().verify()).isInstanceOf(Audit.Verdict.Intact.class);
  }
}
