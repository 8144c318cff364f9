package domovoy.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.webserver.http.HttpRouting;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiTest {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** What every program serves: see {@link domovoy.service.Door}. */
  private static final Set<String> OF_THE_DOOR =
      Set.of("GET /health/live", "GET /health/ready", "GET /metrics");

  @TempDir Path folder;
  private TestController controller;

  @BeforeEach
  void start() throws Exception {
    controller = TestController.start(folder);
  }

  @AfterEach
  void stop() {
    controller.close();
  }

  @Test
  void everyRouteIsDescribedAndEverythingDescribedIsARoute() throws Exception {
    var described = new TreeSet<String>();
    document()
        .getPaths()
        .forEach(
            (path, item) ->
                item.readOperationsMap()
                    .keySet()
                    .forEach(method -> described.add(method + " " + path)));

    var served = routes();
    served.addAll(OF_THE_DOOR);
    assertThat(described).isEqualTo(served);
  }

  @Test
  void everyOperationSaysWhatItAnswersWhenItFails() throws Exception {
    document()
        .getPaths()
        .forEach(
            (path, item) -> {
              if (path.startsWith("/api/")) {
                assertThat(item.readOperations())
                    .as(path)
                    .allMatch(it -> it.getResponses().containsKey("default"))
                    .allMatch(it -> it.getSummary() != null);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"controller.yaml", "collector.yaml", "edge.yaml"})
  void everyDocumentIsWellFormed(String file) throws Exception {
    assertThat(parse(Files.readString(Path.of("..", "docs", "api", file))).getPaths()).isNotEmpty();
  }

  private OpenAPI document() throws Exception {
    var answer = controller.client.get("/openapi");
    assertThat(answer.status()).isEqualTo(200);
    return parse(answer.response().body());
  }

  private static OpenAPI parse(String text) {
    var options = new ParseOptions();
    options.setResolve(true);
    var parsed = new OpenAPIV3Parser().readContents(text, null, options);
    assertThat(parsed.getMessages()).isEmpty();
    return parsed.getOpenAPI();
  }

  /** The routes of the API, as they are added to the real routing. */
  private Set<String> routes() {
    var found = new TreeSet<String>();
    var recorder =
        (HttpRouting.Builder)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {HttpRouting.Builder.class},
                (proxy, method, arguments) -> {
                  if (METHODS.contains(method.getName()) && arguments[0] instanceof String path) {
                    found.add(method.getName().toUpperCase(java.util.Locale.ROOT) + " " + path);
                  }
                  return proxy;
                });
    controller.controller().routes().forEach(it -> it.add(recorder));
    return found.stream()
        .filter(it -> it.contains(" /api/") || it.endsWith(" /openapi"))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
