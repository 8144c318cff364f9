package domovoy.bench.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a process of its own, whose output goes to a file. */
final class Child implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final Duration STOP = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Process process;
  private final Path output;

  private Child(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Child start(List<String> command, Path output) throws IOException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Child(process, output);
  }

  /** Another JVM with this one's class path. */
  static Child java(List<String> flags, Class<?> main, List<String> arguments, Path output)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return start(command, output);
  }

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  void awaitLine(String text) throws IOException, InterruptedException {
    await("a line with '" + text + "'", () -> Files.readString(output).contains(text));
  }

  void awaitPort(int port) throws IOException, InterruptedException {
    await(
        "an answer at port " + port,
        () -> {
          try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
          } catch (IOException _) {
            return false;
          }
        });
  }

  private interface Sign {
    boolean isThere() throws IOException;
  }

  private void await(String what, Sign sign) throws IOException, InterruptedException {
    var deadline = System.nanoTime() + START.toNanos();
    while (!sign.isThere()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(
            "%s was expected of a program; it said: %s".formatted(what, Files.readString(output)));
      }
      Thread.sleep(LOOK);
    }
  }

  /** Processor time that it has used so far. */
  Duration processor() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
