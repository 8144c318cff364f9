package domovoy.edge;

import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.PointId;
import domovoy.core.PointState;
import domovoy.core.Priority;
import domovoy.core.Reading;
import domovoy.core.Source;
import domovoy.core.TraceId;
import domovoy.core.Value;
import domovoy.service.Bodies;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.SigningClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Commands a node as its controller does. */
final class Commander {
  private final SigningClient client;
  private final InstantSource clock;

  Commander(URI node, NodeKey key, InstantSource clock) {
    this.client = new SigningClient(node, key, clock);
    this.clock = clock;
  }

  CommandResult set(String point, Value value) throws IOException, InterruptedException {
    return set(point, Optional.of(value), Optional.empty());
  }

  CommandResult set(String point, Optional<Value> value, Optional<Instant> until)
      throws IOException, InterruptedException {
    var answer = send(command(UUID.randomUUID().toString(), point, value, until));
    if (answer.statusCode() != 200) {
      throw new IOException(new String(answer.body(), StandardCharsets.UTF_8));
    }
    return Bodies.json(answer.body(), CommandResult.class);
  }

  Command command(String id, String point, Optional<Value> value, Optional<Instant> until) {
    return new Command(
        id,
        new PointId(point),
        value,
        Priority.MANUAL,
        Source.person("anna"),
        "a test",
        clock.instant(),
        until,
        TraceId.random());
  }

  HttpResponse<byte[]> send(Command command) throws IOException, InterruptedException {
    return send("POST", "/api/v1/commands", Bodies.bytes(command));
  }

  HttpResponse<byte[]> send(String method, String target, byte[] body)
      throws IOException, InterruptedException {
    return client.send(
        method, target, "application/json", body, TraceId.random(), Duration.ofSeconds(10));
  }

  PointState[] points() throws IOException, InterruptedException {
    return Bodies.json(send("GET", "/api/v1/points", new byte[0]).body(), PointState[].class);
  }

  /** The latest reading of a point, as the node states it. */
  Optional<Reading> state(String point) throws IOException, InterruptedException {
    return Arrays.stream(points())
        .filter(it -> it.point().id().name().equals(point))
        .findFirst()
        .orElseThrow()
        .reading();
  }
}
