package domovoy.service;

import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;

/** A secret in a file of its own, which its owner alone can read. */
public final class TokenFile {
  private static final int SHORTEST = 16;

  private TokenFile() {}

  /**
   * The token on the first line, of at least {@value #SHORTEST} characters.
   *
   * @param field the setting that names the file, for the complaint
   * @throws InvalidInputException naming the field when the file is not there, others may read it,
   *     or the token is too short to be one
   */
  public static String read(String field, Path file) {
    try {
      var others =
          EnumSet.of(
              PosixFilePermission.GROUP_READ,
              PosixFilePermission.GROUP_WRITE,
              PosixFilePermission.OTHERS_READ,
              PosixFilePermission.OTHERS_WRITE);
      others.retainAll(Files.getPosixFilePermissions(file));
      if (!others.isEmpty()) {
        throw new InvalidInputException(
            field, "a file that its owner alone can read (chmod 600)", file.toString());
      }
      var token = Files.readString(file).lines().findFirst().orElse("").strip();
      if (token.length() < SHORTEST) {
        throw new InvalidInputException(
            field, "a token of at least %d characters".formatted(SHORTEST), "in " + file);
      }
      return token;
    } catch (IOException e) {
      throw new InvalidInputException(field, "a readable file", e.toString());
    }
  }
}
