package domovoy.standalone;

import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.service.LocalInstance;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** The house of the Domovoy that runs on a data folder. */
final class LocalHouse {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private LocalHouse() {}

  /**
   * Asks its controller.
   *
   * @throws InvalidInputException naming {@code --data} when none runs there
   */
  static House of(Path data) throws InterruptedException {
    var instance = LocalInstance.of(data);
    var request =
        HttpRequest.newBuilder(instance.controller().resolve("/api/v1/house"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + instance.token())
            .build();
    try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("it answers " + answer.statusCode());
      }
      return Json.json().readValue(answer.body(), House.class);
    } catch (IOException e) {
      throw new InvalidInputException(
          "--data", "the folder of a Domovoy that answers", data + ": " + e);
    }
  }
}
