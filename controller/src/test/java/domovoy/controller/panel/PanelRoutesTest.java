package domovoy.controller.panel;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import io.prometheus.client.CollectorRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PanelRoutesTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private Door door;

  @BeforeEach
  void open() {
    door =
        Door.open(
            DoorSettings.loopback(0),
            new Health(),
            new CollectorRegistry(),
            new PanelRoutes(getClass().getClassLoader())::add);
  }

  @AfterEach
  void close() {
    door.close();
    client.close();
  }

  @Test
  void thePageAllowsOnlyItsOwnFilesAndTheImportMapByItsDigest() throws Exception {
    var page = get("/");
    var policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .startsWith("default-src 'none'")
        .containsPattern("script-src 'self' 'sha256-[A-Za-z0-9+/=]{44}';")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.body().split("<script type=\"importmap\">", -1)).hasSize(2);
  }

  @Test
  void everythingThePageNamesIsThereWithItsTypeAndIsKeptForGood() throws Exception {
    var paths =
        Pattern.compile("\"(/(?:panel|webjars)/[^\"]+[^/\"])\"")
            .matcher(get("/").body())
            .results()
            .map(it -> it.group(1))
            .toList();
    assertThat(paths).hasSizeGreaterThan(20);
    for (var path : paths) {
      var answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .as(path)
          .startsWith(typeOf(path));
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  @Test
  void theFunctionsOfTheClassPathAreNamed() throws Exception {
    assertThat(get("/").body()).contains("data-functions=\"audit home more nodes point rules\"");
  }

  @Test
  void aPageThatTheBrowserHasIsNotSentAgain() throws Exception {
    var tag = get("/").headers().firstValue("ETag").orElseThrow();
    var again = get("/", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(get("/", "If-None-Match", "\"another\"").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/panel/../domovoy/controller/panel/PanelRoutes.class",
        "/panel/VERSION/../index.html",
        "/panel/VERSION/%2e%2e/%2e%2e/META-INF/MANIFEST.MF",
        "/panel/VERSION/..%2f..%2fapp.js",
        "/panel/VERSION//etc/passwd",
        "/panel/old/app.js",
        "/webjars/lit/3.0.0/index.js",
        "/webjars/uplot/UPLOT/package.json",
        "/webjars/uplot/UPLOT/dist/../package.json",
        "/webjars/lit-html/../../../domovoy/core/Json.class",
        "/webjars/jquery/1.0.0/jquery.js"
      })
  void nothingElseOfTheClassPathCanBeReached(String path) throws Exception {
    var page = get("/").body();
    var version = first(page, "/panel/([0-9a-f]+)/app.js");
    var uplot = first(page, "/webjars/uplot/([0-9.]+)/");
    assertThat(statusOf(path.replace("VERSION", version).replace("UPLOT", uplot)))
        .containsAnyOf(" 404 ", " 400 ");
  }

  @Test
  void bothLanguagesHaveTheSameWordsAndEveryWordThatIsUsed() throws IOException {
    var panel = Path.of("src/main/resources/panel");
    var english = keys(panel.resolve("words/en.js"));
    assertThat(keys(panel.resolve("words/ru.js"))).containsExactlyInAnyOrderElementsOf(english);
    try (var files = Files.walk(panel)) {
      var used =
          files
              .filter(it -> it.toString().endsWith(".js"))
              .flatMap(
                  it ->
                      Pattern.compile("\\bt\\('([a-z][a-z.-]+[a-z])'|title: '([a-z.]+)'")
                          .matcher(text(it))
                          .results()
                          .map(found -> found.group(1) == null ? found.group(2) : found.group(1)))
              .distinct()
              .toList();
      assertThat(used).hasSizeGreaterThan(40);
      assertThat(english).containsAll(used);
    }
  }

  private static List<String> keys(Path dictionary) {
    return Pattern.compile("(?m)^  '([^']+)':")
        .matcher(text(dictionary))
        .results()
        .map(it -> it.group(1))
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String first(String text, String pattern) {
    var found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  private static String typeOf(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "js" -> "text/javascript";
      case "css" -> "text/css";
      case "svg" -> "image/svg+xml";
      case "webmanifest" -> "application/manifest+json";
      default -> throw new AssertionError("the page names " + path);
    };
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(door.uri() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The status line of a path sent as it is: clients of good manners would tidy it up first. */
  private String statusOf(String path) throws IOException {
    try (var socket = new Socket("127.0.0.1", door.port())) {
      socket.setSoTimeout(5_000);
      var request = "GET %s HTTP/1.1\r\nHost: home\r\n\r\n".formatted(path);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
          .readLine();
    }
  }
}
