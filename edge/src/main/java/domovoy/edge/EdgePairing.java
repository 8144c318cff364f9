package domovoy.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.service.Bodies;
import domovoy.service.Problem;
import domovoy.service.signing.Pairing;
import domovoy.service.signing.PairingCode;
import domovoy.service.signing.PairingRefusedException;
import domovoy.service.signing.PairingReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Makes a node known to its controller, and the controller to the node. */
public final class EdgePairing {
  /** A person in the middle has this long to guess the code; see {@link Pairing}. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final Duration CONNECT = Duration.ofSeconds(5);

  private EdgePairing() {}

  /**
   * Pairs and keeps the key in the node's data folder. A node that runs on that folder takes it up
   * by itself.
   *
   * @param controller the controller, such as {@code http://server:8080}
   * @param address how the controller reaches the node
   * @throws PairingRefusedException when the code is wrong, or the answer is not the controller's
   * @throws IOException when the controller is not reached or answers otherwise
   */
  public static void pair(EdgeSettings settings, URI controller, PairingCode code, URI address)
      throws PairingRefusedException, IOException, InterruptedException {
    var devices =
        Drivers.open(settings, Drivers.installed(), InstantSource.system()).values().stream()
            .flatMap(it -> it.devices().stream())
            .toList();
    var pairing = Pairing.begin(code, settings.node(), address, List.copyOf(devices));
    var paired = pairing.finish(ask(controller, pairing));
    new NodeFiles(settings.data(), settings.node())
        .keep(paired.key(), new NodeFiles.PairedWith(controller, address, paired.collector()));
  }

  private static PairingReply ask(URI controller, Pairing pairing)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(controller.resolve("/api/v1/nodes/pair"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(Bodies.bytes(pairing.request())))
            .header("Content-Type", "application/json")
            .timeout(ANSWER)
            .build();
    try (var http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException("the controller refused: " + detail(answer));
      }
      return Bodies.json(answer.body(), PairingReply.class);
    } catch (InvalidInputException e) {
      throw new IOException("what answers at " + controller + " is no Domovoy controller", e);
    }
  }

  private static String detail(HttpResponse<byte[]> answer) {
    try {
      return Json.json().readValue(answer.body(), Problem.class).detail();
    } catch (JsonProcessingException _) {
      return "HTTP " + answer.statusCode();
    } catch (IOException e) {
      return "HTTP "
          + answer.statusCode()
          + ", "
          + new String(answer.body(), StandardCharsets.UTF_8);
    }
  }
}
