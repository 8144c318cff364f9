package domovoy.bench.live;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A mosquitto of its own for one run. It delays and drops nothing by itself. */
final class Broker implements AutoCloseable {
  private final Child process;
  private final int port;

  private Broker(Child process, int port) {
    this.process = process;
    this.port = port;
  }

  static Broker start(Path folder) throws IOException, InterruptedException {
    var port = Child.freePort();
    var settings = folder.resolve("mosquitto.conf");
    Child.write(
        settings,
        """
        listener %d 127.0.0.1
        allow_anonymous true
        set_tcp_nodelay true
        max_queued_messages 0
        max_inflight_messages 0
        """
            .formatted(port));
    var process =
        Child.start(
            List.of("mosquitto", "-c", settings.toString()), folder.resolve("mosquitto.out"));
    process.awaitPort(port);
    return new Broker(process, port);
  }

  URI uri() {
    return URI.create("mqtt://127.0.0.1:" + port);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
