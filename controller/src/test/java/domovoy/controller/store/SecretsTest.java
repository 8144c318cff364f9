package domovoy.controller.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
  @TempDir private Path folder;

  @Test
  void aSealedSecretOpensAlsoAfterARestart() {
    var sealed = Secrets.open(folder).seal("пароль", "credentials/camera");
    assertThat(sealed).doesNotContain("пароль");
    assertThat(Secrets.open(folder).unseal(sealed, "credentials/camera")).isEqualTo("пароль");
  }

  @Test
  void theKeyIsForItsOwnerOnly() throws Exception {
    Secrets.open(folder);
    assertThat(Files.getPosixFilePermissions(folder.resolve("secrets.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("secrets.key"));
    }
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws Exception {
    Secrets.open(folder);
    Files.setPosixFilePermissions(
        folder.resolve("secrets.key"), PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> Secrets.open(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void aDamagedKeyIsRefusedWithoutShowingIt() throws Exception {
    Secrets.open(folder);
    Files.writeString(folder.resolve("secrets.key"), "{\"secret\": 1");
    assertThatThrownBy(() -> Secrets.open(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("restore it from a backup")
        .hasMessageNotContaining("secret\"");
  }

  @Test
  void aSecretMovedToAnotherPlaceDoesNotOpen() {
    var secrets = Secrets.open(folder);
    var sealed = secrets.seal("key", "credentials/node/garage");
    assertThatThrownBy(() -> secrets.unseal(sealed, "credentials/node/gate"))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("credentials/node/gate");
  }

  @Test
  void aChangedSecretDoesNotOpen() {
    var secrets = Secrets.open(folder);
    var sealed = secrets.seal("key", "credentials/a");
    var changed = (sealed.charAt(20) == 'A' ? "B" : "A") + sealed.substring(21);
    assertThatThrownBy(() -> secrets.unseal(sealed.substring(0, 20) + changed, "credentials/a"))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void credentialsAreKeptSealed() throws Exception {
    try (var store =
        ConfigurationStore.open(StoreSettings.embedded(folder), InstantSource.system())) {
      var credentials = new Credentials(store, Secrets.open(folder));
      credentials.save("node/garage", "correct-horse-battery");
      credentials.save("camera/yard", "another");
      assertThat(credentials.find("node/garage")).contains("correct-horse-battery");
      assertThat(credentials.find("node/gate")).isEmpty();
      assertThat(credentials.names("node/")).containsExactly("node/garage");
      assertThat(credentials.delete("node/garage")).isTrue();
      assertThat(credentials.find("node/garage")).isEmpty();
    }
    assertThat(Files.readString(folder.resolve("configuration.mv.db"), StandardCharsets.ISO_8859_1))
        .doesNotContain("correct-horse-battery");
  }
}
