package domovoy.controller.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Set;

/**
 * Seals secrets for the database with AES-256-GCM (Google Tink) under the key in a file that only
 * its owner may read. Whoever has the database but not the file has no secret; whoever loses the
 * file has to pair the nodes and enter the passwords again.
 */
public final class Secrets {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Aead aead;

  private Secrets(Aead aead) {
    this.aead = aead;
  }

  /**
   * Opens the key {@code secrets.key} in the folder, or makes it on first use.
   *
   * @throws InvalidInputException when others than its owner may read it, or it is no key
   */
  public static Secrets open(Path folder) {
    var file = folder.resolve("secrets.key");
    try {
      AeadConfig.register();
      var text = Files.exists(file) ? read(file) : create(folder, file);
      var keys = TinkJsonProtoKeysetFormat.parseKeyset(text, InsecureSecretKeyAccess.get());
      return new Secrets(keys.getPrimitive(RegistryConfiguration.get(), Aead.class));
    } catch (GeneralSecurityException _) {
      throw new InvalidInputException(
          "secrets", "the key that Domovoy made; restore it from a backup", file.toString());
    } catch (IOException e) {
      throw new InvalidInputException(
          "secrets", "a key file that can be read and written", "%s (%s)".formatted(file, e));
    }
  }

  private static String read(Path file) throws IOException {
    var permissions = Files.getPosixFilePermissions(file);
    if (!OWNER_ONLY.containsAll(permissions)) {
      throw new InvalidInputException(
          "secrets",
          "mode 0600, since others may read the key; do: chmod 600 " + file,
          PosixFilePermissions.toString(permissions));
    }
    return Files.readString(file);
  }

  /** Written whole before it has its name: a crash leaves a whole key or none. */
  private static String create(Path folder, Path file)
      throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    var keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    var text = TinkJsonProtoKeysetFormat.serializeKeyset(keys, InsecureSecretKeyAccess.get());
    var unfinished =
        Files.createTempFile(
            folder, "secrets", ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try {
      try (var channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.createLink(file, unfinished);
      try (var directory = FileChannel.open(folder)) {
        directory.force(true);
      }
      return text;
    } catch (FileAlreadyExistsException _) {
      return read(file); // another process made it in this moment
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  /**
   * Seals a secret.
   *
   * @param context where it is kept, as {@code collection/id}; it opens only there
   * @return base64
   */
  public String seal(String secret, String context) {
    try {
      var sealed =
          aead.encrypt(
              secret.getBytes(StandardCharsets.UTF_8), context.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM failed", e);
    }
  }

  /**
   * Opens what {@link #seal} returned for the same context.
   *
   * @throws StoreException when it was changed, moved, or sealed under another key
   */
  public String unseal(String sealed, String context) {
    try {
      var secret =
          aead.decrypt(
              Base64.getDecoder().decode(sealed), context.getBytes(StandardCharsets.UTF_8));
      return new String(secret, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      throw new StoreException(
          "the secret of %s does not open with this secrets.key; restore the key or enter it anew"
              .formatted(context),
          null);
    }
  }
}
