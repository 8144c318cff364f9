package domovoy.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import domovoy.testing.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends ConfigurationStoreContract {
  @TempDir private Path folder;

  @Override
  ConfigurationStore open(ManualClock clock) {
    return ConfigurationStore.open(StoreSettings.embedded(folder), clock);
  }

  @Test
  void aSecondDomovoyOnTheSameDataIsToldSo() {
    assertThatThrownBy(() -> open(ManualClock.at("2026-01-01T12:00:00Z")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no other Domovoy uses")
        .hasMessageContaining(folder.toString());
  }

  @Test
  void itsFileIsForItsOwnerOnly() throws Exception {
    assertThat(Files.getPosixFilePermissions(folder.resolve("configuration.mv.db")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }
}
