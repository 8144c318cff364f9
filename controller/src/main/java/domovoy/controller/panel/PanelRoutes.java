package domovoy.controller.panel;

import domovoy.controller.Routes;
import domovoy.core.Json;
import domovoy.service.Problem;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Serves the panel. The page at {@code /} names everything else by a path that changes with its
 * content, so browsers keep those files for good and still never show an old panel.
 *
 * <p>Every file {@code panel/functions/*.js} on the class path is a function of the house that has
 * a place in the panel; the page is told their names and imports them one by one.
 */
public final class PanelRoutes implements Routes {
  private static final String FOREVER = "public, max-age=31536000, immutable";
  private static final String FUNCTIONS = "functions/";

  private final Assets panel;
  private final String version;
  private final Map<String, Webjar> webjars = new LinkedHashMap<>();
  private final Asset page;
  private final String policy;

  /** The panel with the functions that the class path has. */
  public PanelRoutes(ClassLoader loader) {
    panel = Assets.load(loader, "panel", path -> true);
    version = panel.version();
    for (var name : List.of("lit", "lit-html", "lit-element", "lit__reactive-element")) {
      webjars.put(name, Webjar.find(loader, name, PanelRoutes::isForBrowsers));
    }
    webjars.put(
        "uplot",
        Webjar.find(loader, "uplot", List.of("dist/uPlot.esm.js", "dist/uPlot.min.css")::contains));
    var imports = imports();
    page = page(imports);
    policy = policy(imports);
  }

  /** Adds the page and its files to what the controller serves. */
  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get("/", (request, response) -> sendPage(request, response));
    routing.get("/welcome", (request, response) -> sendPage(request, response));
    routing.get(
        "/favicon.ico",
        (request, response) -> send(request, response, panel.find("icon.svg"), "no-cache"));
    routing.get(
        "/panel/{version}/{+path}",
        (request, response) -> {
          var current = request.path().pathParameters().get("version").equals(version);
          send(request, response, current ? panel.find(path(request)) : Optional.empty(), FOREVER);
        });
    routing.get(
        "/webjars/{name}/{version}/{+path}",
        (request, response) -> {
          var parameters = request.path().pathParameters();
          var found =
              Optional.ofNullable(webjars.get(parameters.get("name")))
                  .filter(it -> it.version().equals(parameters.get("version")))
                  .flatMap(it -> it.files().find(path(request)));
          send(request, response, found, FOREVER);
        });
  }

  private static String path(ServerRequest request) {
    return request.path().pathParameters().get("path");
  }

  private void sendPage(ServerRequest request, ServerResponse response) {
    response
        .header(HeaderNames.create("Content-Security-Policy"), policy)
        .header(HeaderNames.create("Referrer-Policy"), "no-referrer")
        .header(HeaderNames.create("X-Frame-Options"), "DENY")
        .header(HeaderNames.create("Cross-Origin-Opener-Policy"), "same-origin")
        .header(
            HeaderNames.create("Permissions-Policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
    send(request, response, Optional.of(page), "no-cache");
  }

  private static void send(
      ServerRequest request, ServerResponse response, Optional<Asset> found, String caching) {
    var asset =
        found.orElseThrow(
            () -> Problem.notFound("nothing is at " + request.path().path()).toException());
    var tag = '"' + asset.tag() + '"';
    response
        .header(HeaderNames.ETAG, tag)
        .header(HeaderNames.CACHE_CONTROL, caching)
        .header(HeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
    if (request.headers().value(HeaderNames.IF_NONE_MATCH).filter(tag::equals).isPresent()) {
      response.status(Status.NOT_MODIFIED_304).send();
      return;
    }
    response.header(HeaderNames.CONTENT_TYPE, asset.type()).send(asset.bytes());
  }

  /** Lit's own modules: not its development build, not the one for servers. */
  private static boolean isForBrowsers(String path) {
    return path.endsWith(".js") && !path.startsWith("development/") && !path.startsWith("node/");
  }

  private String imports() {
    var imports = new LinkedHashMap<String, String>();
    imports.put("panel", "/panel/" + version + "/panel.js");
    imports.put("lit", webjars.get("lit").path() + "index.js");
    imports.put("lit/", webjars.get("lit").path());
    imports.put("lit-html", webjars.get("lit-html").path() + "lit-html.js");
    imports.put("lit-html/", webjars.get("lit-html").path());
    imports.put("lit-element/", webjars.get("lit-element").path());
    var reactive = webjars.get("lit__reactive-element").path();
    imports.put("@lit/reactive-element", reactive + "reactive-element.js");
    imports.put("@lit/reactive-element/", reactive);
    imports.put("uplot", webjars.get("uplot").path() + "dist/uPlot.esm.js");
    imports.put("uplot/", webjars.get("uplot").path() + "dist/");
    return Json.json().valueToTree(Map.of("imports", imports)).toString();
  }

  private Asset page(String imports) {
    var functions =
        panel.all().keySet().stream()
            .filter(it -> it.startsWith(FUNCTIONS) && it.endsWith(".js"))
            .map(it -> it.substring(FUNCTIONS.length(), it.length() - ".js".length()))
            .collect(Collectors.joining(" "));
    var preloads =
        panel.all().keySet().stream()
            .filter(it -> it.endsWith(".js"))
            .map(it -> "<link rel=\"modulepreload\" href=\"/panel/%s/%s\">".formatted(version, it))
            .collect(Collectors.joining("\n  "));
    var text =
        panel
            .find("index.html")
            .orElseThrow(() -> new IllegalStateException("the class path lacks panel/index.html"))
            .text()
            .replace("{{imports}}", imports)
            .replace("{{functions}}", functions)
            .replace("{{preloads}}", preloads)
            .replace("{{version}}", version);
    return Asset.of("index.html", text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  /** Nothing but our own files; of inline scripts only the import map, by its digest. */
  private static String policy(String imports) {
    var digest =
        Base64.getEncoder().encodeToString(Asset.sha256(imports.getBytes(StandardCharsets.UTF_8)));
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self' 'sha256-" + digest + "'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'");
  }
}
