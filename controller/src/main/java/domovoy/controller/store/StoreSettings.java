package domovoy.controller.store;

import domovoy.core.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where configuration, audit and secrets are kept.
 *
 * @param url a MongoDB connection string, {@code mongodb://…} or {@code mongodb+srv://…}; a
 *     database named in it is used, else {@code domovoy}. Empty: the embedded store in the folder
 * @param folder where the embedded store and the key of the secrets lie; {@code data} unless told
 *     otherwise
 */
public record StoreSettings(Optional<String> url, Path folder) {
  private static final Path USUAL_FOLDER = Path.of("data");

  /**
   * @throws InvalidInputException when the address is not one of MongoDB's
   */
  public StoreSettings {
    url = url == null ? Optional.empty() : url;
    folder = folder == null ? USUAL_FOLDER : folder;
    if (url.isPresent() && !url.get().matches("mongodb(\\+srv)?://.+")) {
      throw new InvalidInputException(
          "store.url", "an address such as mongodb://host:27017/domovoy", "something else");
    }
  }

  public static StoreSettings embedded(Path folder) {
    return new StoreSettings(Optional.empty(), folder);
  }

  /** Without the address, which may hold a password. */
  @Override
  public String toString() {
    return "StoreSettings[%s, %s]".formatted(url.isPresent() ? "MongoDB" : "embedded", folder);
  }
}
