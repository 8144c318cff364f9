package domovoy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real mosquitto, open to this machine. It keeps sessions and their messages over a restart. */
public final class Mosquitto implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Path data;
  private final int port = Program.freePort();
  private Program program;

  private Mosquitto(Path data) {
    this.data = data;
  }

  /**
   * Starts it on any free port; without mosquitto the test is skipped, naming it.
   *
   * @param data its folder
   */
  public static Mosquitto start(Path data) {
    Program.require("mosquitto");
    var broker = new Mosquitto(data);
    try {
      Files.createDirectories(data);
      Files.writeString(
          data.resolve("mosquitto.conf"),
          """
          listener %d 127.0.0.1
          allow_anonymous true
          persistence true
          persistence_location %s/
          max_queued_messages 0
          user root
          """
              .formatted(broker.port, data.toAbsolutePath()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    broker.startAgain();
    return broker;
  }

  public URI uri() {
    return URI.create("mqtt://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  /** SIGTERM, after which it has saved what it keeps. */
  public void stop() {
    program.stop(Duration.ofSeconds(10));
  }

  /** Starts it after a stop, on the same port and data, and returns when it answers. */
  public void startAgain() {
    program = Program.peer(List.of("mosquitto", "-c", data.resolve("mosquitto.conf").toString()));
    Eventually.within(START, () -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }

  @Override
  public void close() {
    program.close();
  }
}
