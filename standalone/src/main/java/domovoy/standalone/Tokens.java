package domovoy.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The tokens by which the parts in one process know each other, made at the first start. */
final class Tokens {
  private static final int BYTES = 32;

  private final Path folder;

  private Tokens(Path folder) {
    this.folder = folder;
  }

  static Tokens in(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new Tokens(folder);
  }

  /** The file with the part's token, readable by its owner alone. */
  Path file(String part) throws IOException {
    var file = folder.resolve(part);
    if (!Files.exists(file)) {
      var fresh =
          Files.createTempFile(
              folder,
              part,
              "",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      var random = new byte[BYTES];
      new SecureRandom().nextBytes(random);
      Files.writeString(fresh, HexFormat.of().formatHex(random));
      Files.move(fresh, file);
    }
    return file;
  }
}
