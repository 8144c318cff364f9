package domovoy.controller.api;

import domovoy.controller.Routes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The OpenAPI document of what the controller serves. */
final class OpenApiRoutes implements Routes {
  private final byte[] document = load();

  @Override
  public void add(HttpRouting.Builder routing) {
    routing.get(
        "/openapi",
        (_, response) ->
            response.header(HeaderNames.CONTENT_TYPE, "application/yaml").send(document));
  }

  private static byte[] load() {
    try (var stream = OpenApiRoutes.class.getResourceAsStream("/openapi/controller.yaml")) {
      if (stream == null) {
        throw new IllegalStateException("the class path lacks openapi/controller.yaml");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
