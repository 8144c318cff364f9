package domovoy.controller;

import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.Device;
import domovoy.core.PointId;
import domovoy.core.PointState;
import domovoy.core.Reading;
import domovoy.core.TraceId;
import domovoy.service.Bodies;
import domovoy.service.Door;
import domovoy.service.DoorSettings;
import domovoy.service.Health;
import domovoy.service.signing.NodeAnnouncement;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.Pairing;
import domovoy.service.signing.PairingCode;
import domovoy.service.signing.PairingReply;
import domovoy.service.signing.SignatureVerifier;
import domovoy.service.signing.SignedRequests;
import domovoy.service.signing.SigningClient;
import domovoy.testing.Program;
import io.prometheus.client.CollectorRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node that does what it is told, over real HTTP with real signatures. */
final class FakeNode implements AutoCloseable {
  private final String name;
  private final List<Device> devices;
  private final int port = Program.freePort();
  private final Map<PointId, Reading> readings = new ConcurrentHashMap<>();
  private Optional<NodeKey> key = Optional.empty();
  private Optional<Door> door = Optional.empty();

  final List<Command> commands = new CopyOnWriteArrayList<>();

  FakeNode(String name, List<Device> devices) {
    this.name = name;
    this.devices = devices;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  NodeKey key() {
    return key.orElseThrow();
  }

  /** Pairs with the controller, as the edge's command line does. */
  FakeNode pair(URI controller, String code) throws Exception {
    var pairing = Pairing.begin(PairingCode.parse(code), name, address(), devices);
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(controller.resolve("/api/v1/nodes/pair"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(Bodies.bytes(pairing.request())))
                    .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw new AssertionError(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
    }
    key = Optional.of(pairing.finish(Bodies.json(answer.body(), PairingReply.class)).key());
    return this;
  }

  FakeNode open() {
    var verifier =
        new SignatureVerifier(
            it -> key.filter(mine -> mine.id().equals(it)), InstantSource.system());
    var signed = new SignedRequests(verifier, 1 << 16, _ -> {});
    door =
        Optional.of(
            Door.open(
                DoorSettings.loopback(port),
                new Health(),
                new CollectorRegistry(),
                routing -> {
                  routing.post(
                      "/api/v1/commands",
                      signed.guard(
                          (_, response, _, body) ->
                              Bodies.send(response, act(Bodies.json(body, Command.class)))));
                  routing.get(
                      "/api/v1/points",
                      signed.guard((_, response, _, _) -> Bodies.send(response, states())));
                }));
    return this;
  }

  int announce(URI controller) throws Exception {
    return announce(controller, name, InstantSource.system());
  }

  int announce(URI controller, String as, InstantSource clock) throws Exception {
    return new SigningClient(controller, key(), clock)
        .send(
            "PUT",
            "/api/v1/nodes/" + as,
            "application/json",
            Bodies.bytes(new NodeAnnouncement(address(), devices)),
            TraceId.random(),
            Duration.ofSeconds(5))
        .statusCode();
  }

  @Override
  public void close() {
    door.ifPresent(Door::close);
    door = Optional.empty();
  }

  private CommandResult act(Command command) {
    commands.add(command);
    command
        .value()
        .ifPresent(
            it ->
                readings.put(
                    command.point(),
                    Reading.good(command.point(), it, InstantSource.system().instant())));
    return new CommandResult(
        command.id(),
        CommandResult.Stage.ACKNOWLEDGED,
        "done",
        Optional.empty(),
        Optional.ofNullable(readings.get(command.point())));
  }

  private List<PointState> states() {
    return devices.stream()
        .flatMap(
            device ->
                device.points().stream()
                    .map(
                        it ->
                            new PointState(
                                device.id(), it, Optional.ofNullable(readings.get(it.id())))))
        .toList();
  }
}
