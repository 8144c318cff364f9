package domovoy.controller;

import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A token in a file that only its owner may read. */
final class TokenFile {
  private static final Set<PosixFilePermission> OWNER =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private TokenFile() {}

  /**
   * The file's first line.
   *
   * @param setting the setting that names the file, for complaints
   * @throws InvalidInputException when there is none, or others may read it
   */
  static String read(String setting, Path file) {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw new InvalidInputException(
            setting, "a file of mode 0600, since others may read it; do: chmod 600 " + file, "");
      }
      return Files.readAllLines(file).stream()
          .findFirst()
          .map(String::strip)
          .filter(it -> !it.isEmpty())
          .orElseThrow(
              () -> new InvalidInputException(setting, "a token in the first line", "" + file));
    } catch (IOException e) {
      throw new InvalidInputException(
          setting, "a file that can be read", "%s (%s)".formatted(file, e));
    }
  }
}
