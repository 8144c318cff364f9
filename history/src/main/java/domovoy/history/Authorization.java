package domovoy.history;

import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * What a store is shown to be let in.
 *
 * @param header the {@code Authorization} header; never logged
 */
record Authorization(String header) {

  /**
   * Reads the token file of the settings.
   *
   * @throws InvalidInputException naming {@code token-file} when it cannot be read
   */
  static Optional<Authorization> of(HistorySettings settings) {
    return settings.tokenFile().map(Authorization::read).map(it -> of(settings.kind(), it));
  }

  private static Authorization of(HistorySettings.Kind kind, String secret) {
    return switch (kind) {
      case INFLUXDB -> new Authorization("Token " + secret);
      case QUESTDB, EMBEDDED ->
          new Authorization(
              secret.contains(":")
                  ? "Basic "
                      + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                  : "Bearer " + secret);
    };
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new InvalidInputException("token-file", "a readable file", e.toString());
    }
  }

  @Override
  public String toString() {
    return "Authorization[hidden]";
  }
}
