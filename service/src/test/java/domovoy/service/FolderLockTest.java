package domovoy.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import domovoy.testing.Program;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir Path folder;

  /** Takes the folder and holds it until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      FolderLock.take("--data", Path.of(arguments[0]));
      System.out.println("holding");
      Thread.sleep(Duration.ofMinutes(1));
    }
  }

  @Test
  void aFolderHasOneProgramAndIsFreeWhenThatIsKilled() throws Exception {
    try (var holder = Program.java(Holder.class, List.of(), List.of(folder.toString()))) {
      holder.awaitLine("holding", Duration.ofSeconds(20));
      assertThatThrownBy(() -> FolderLock.take("--data", folder))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("--data")
          .hasMessageContaining("process " + holder.handle().pid());
      holder.kill();
    }
    FolderLock.take("--data", folder).close();
    FolderLock.take("--data", folder).close();
  }

  @Test
  void aFolderThatCannotBeMadeIsAClearError() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> FolderLock.take("--data", file.resolve("data")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("can be written to");
  }

  @Test
  void theCommandLineFindsARunningInstanceAndNobodyElseMayRead() throws Exception {
    var instance =
        new LocalInstance(URI.create("http://127.0.0.1:1"), URI.create("http://127.0.0.1:2"), "t");
    instance.write(folder);
    assertThat(LocalInstance.of(folder)).isEqualTo(instance);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("local.json"))))
        .isEqualTo("rw-------");
    LocalInstance.remove(folder);
    assertThatThrownBy(() -> LocalInstance.of(folder)).hasMessageContaining("./domovoy run");
  }
}
