package domovoy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A program in a process of its own, whose output goes to a file and which a test can kill. */
public final class Program implements AutoCloseable {
  private final Process process;
  private final Path output;

  private Program(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts the main class in another JVM with this one's class path. */
  public static Program java(Class<?> main, List<String> flags, List<String> arguments) {
    return java(main, flags, arguments, Map.of());
  }

  public static Program java(
      Class<?> main, List<String> flags, List<String> arguments, Map<String, String> environment) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(flags);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return start(command, environment);
  }

  /**
   * Starts a program that the machine may not have; without it the test is skipped, naming it.
   *
   * @param name the program's name on the path, or one of several
   */
  public static Program peer(List<String> command) {
    var found = new ArrayList<>(command);
    found.set(0, require(command.getFirst()).toString());
    return start(found, Map.of());
  }

  /** Where the peer is; a machine without it skips the test, naming it. */
  public static Path require(String name) {
    var found = find(name);
    Assumptions.assumeTrue(found.isPresent(), "peer not installed: " + name);
    return found.orElseThrow();
  }

  private static Optional<Path> find(String name) {
    if (name.startsWith("/")) {
      return Optional.of(Path.of(name)).filter(Files::isExecutable);
    }
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
            Stream.of("/usr/sbin", "/sbin"))
        .filter(it -> !it.isEmpty())
        .map(it -> Path.of(it, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Program start(List<String> command, Map<String, String> environment) {
    try {
      var output = Files.createTempFile("domovoy-program", ".out");
      output.toFile().deleteOnExit();
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      return new Program(builder.start(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that was free a moment ago. */
  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that it has printed so far. */
  public String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives it a line to read. */
  public void type(String line) {
    try {
      var input = process.getOutputStream();
      input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for a line that contains the text and returns it. */
  public String awaitLine(String text, Duration deadline) {
    var found = new ArrayList<String>();
    Eventually.within(
        deadline,
        () -> {
          var line = output().lines().filter(it -> it.contains(text)).findFirst();
          if (line.isEmpty()) {
            throw new AssertionError(
                "no line with '%s' (alive: %s) in:%n%s"
                    .formatted(text, process.isAlive(), output()));
          }
          found.add(line.get());
        });
    return found.getLast();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** SIGKILL: no shutdown hook runs, no buffer is flushed. Returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    exitCode(Duration.ofSeconds(10));
  }

  /** SIGTERM, as a service manager or Ctrl-C would. */
  public int stop(Duration deadline) {
    process.destroy();
    return exitCode(deadline);
  }

  /** Waits for the end and returns the exit code. */
  public int exitCode(Duration deadline) {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + deadline + ":\n" + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
  }
}
