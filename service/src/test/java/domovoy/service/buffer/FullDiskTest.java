package domovoy.service.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real file system of one megabyte; mounting it needs root. */
class FullDiskTest {
  @TempDir Path mount;

  @BeforeEach
  void mountSmallDisk() {
    Program.require("mount");
    var exit =
        Program.peer(List.of("mount", "-t", "tmpfs", "-o", "size=1m", "domovoy", mount.toString()))
            .exitCode(Duration.ofSeconds(10));
    Assumptions.assumeTrue(exit == 0, "peer not available: mount -t tmpfs (needs root)");
  }

  @AfterEach
  void unmount() {
    Program.peer(List.of("umount", mount.toString())).exitCode(Duration.ofSeconds(10));
  }

  @Test
  void aFullDiskIsRefusedWithNothingLostAndWorksAgainWhenThereIsRoom() throws Exception {
    var other = mount.resolve("something-else");
    Files.write(other, new byte[500_000]);
    try (var buffer = DiskBuffer.open(mount.resolve("buffer"), 64 << 20, List.of("store"))) {
      var taken = 0;
      try {
        while (taken < 10_000) {
          buffer.append(List.of(new byte[1000]));
          taken++;
        }
      } catch (NotBufferedException e) {
        assertThat(e).hasMessageContaining("No space left");
      }
      assertThat(taken).isBetween(300, 600);
      assertThatThrownBy(() -> buffer.append(List.of(new byte[300_000])))
          .isInstanceOf(NotBufferedException.class);

      Files.delete(other);
      buffer.append(List.of(new byte[1]));

      var records = buffer.reader("store").read(20_000, 1 << 20, Duration.ZERO).records();
      assertThat(records).hasSize(taken + 1);
      assertThat(records.getLast()).hasSize(1);
    }
  }
}
