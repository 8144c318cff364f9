package domovoy.edge.driver.serial;

import static org.assertj.core.api.Assertions.assertThat;

import domovoy.testing.Eventually;
import domovoy.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Two serial ports of the kernel with a cable between them: what goes into one comes out here. */
public final class PtyPair implements AutoCloseable {
  private final Program socat;
  private final Path near;
  private final Path far;

  private PtyPair(Program socat, Path near, Path far) {
    this.socat = socat;
    this.near = near;
    this.far = far;
  }

  /** A machine without socat skips the test by name. */
  public static PtyPair plugged(Path folder) {
    var near = folder.resolve("near").toAbsolutePath();
    var far = folder.resolve("far").toAbsolutePath();
    var socat =
        Program.peer(List.of("socat", "pty,raw,echo=0,link=" + near, "pty,raw,echo=0,link=" + far));
    var pair = new PtyPair(socat, near, far);
    Eventually.within(
        Duration.ofSeconds(30),
        () -> {
          assertThat(Files.exists(near)).isTrue();
          assertThat(Files.exists(far)).isTrue();
        });
    return pair;
  }

  /** The port of the driver. */
  public String near() {
    return near.toString();
  }

  /** The port of the device. */
  public String far() {
    return far.toString();
  }

  /** Both ports are gone. */
  public void pull() {
    socat.close();
  }

  @Override
  public void close() {
    socat.close();
  }
}
