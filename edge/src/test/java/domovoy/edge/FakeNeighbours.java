package domovoy.edge;

import domovoy.service.Bodies;
import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import domovoy.service.Problem;
import domovoy.service.signing.CollectorAccess;
import domovoy.service.signing.NodeAnnouncement;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.Pairing;
import domovoy.service.signing.PairingCode;
import domovoy.service.signing.PairingRefusedException;
import domovoy.service.signing.PairingRequest;
import domovoy.service.signing.SignatureVerifier;
import domovoy.service.signing.SignedRequests;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A controller and a collector in one, as far as a node sees them. */
final class FakeNeighbours implements AutoCloseable {
  static final String TOKEN = "the collector's token";

  final PairingCode code = PairingCode.random();
  final Map<String, NodeKey> keys = new ConcurrentHashMap<>();
  final Map<String, NodeAnnouncement> announced = new ConcurrentHashMap<>();
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();
  volatile int collectorAnswers = 204;
  private final Door door;

  FakeNeighbours(int port) {
    door =
        Door.open(DoorSettings.loopback(port), new Health(), new CollectorRegistry(), this::routes);
  }

  URI uri() {
    return door.uri();
  }

  private void routes(HttpRouting.Builder routing) {
    var signed =
        new SignedRequests(
            new SignatureVerifier(it -> Optional.ofNullable(keys.get(it)), InstantSource.system()),
            1 << 20,
            _ -> {});
    routing.post(
        "/api/v1/nodes/pair",
        (request, response) -> {
          var asked = Bodies.json(request, 1 << 20, PairingRequest.class);
          try {
            var access = new CollectorAccess(uri(), TOKEN);
            var accepted = Pairing.accept(code, asked, Optional.of(access));
            keys.put(asked.node(), accepted.key());
            Bodies.send(response, accepted.reply());
          } catch (PairingRefusedException e) {
            throw Problem.unauthorized(e.getMessage()).toException();
          }
        });
    routing.put(
        "/api/v1/nodes/{node}",
        signed.guard(
            (_, response, node, body) -> {
              announced.put(node, Bodies.json(body, NodeAnnouncement.class));
              response.status(Status.NO_CONTENT_204).send();
            }));
    routing.post(
        "/api/v2/write",
        (request, response) -> {
          var body = Bodies.text(request, 16 << 20);
          if (collectorAnswers == 204) {
            body.lines().forEach(lines::add);
            tokens.add(request.headers().value(HeaderNames.AUTHORIZATION).orElse(""));
          }
          response.status(Status.create(collectorAnswers)).send();
        });
  }

  /** The values that arrived for a point, in order. */
  List<String> valuesOf(String point) {
    return lines.stream()
        .filter(it -> it.contains(",point=" + point + " "))
        .map(it -> it.substring(it.indexOf(' ') + 1, it.lastIndexOf(' ')))
        .toList();
  }

  @Override
  public void close() {
    door.close();
  }
}
