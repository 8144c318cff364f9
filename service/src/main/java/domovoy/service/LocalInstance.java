package domovoy.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * How the command line reaches the Domovoy that runs on a data folder: {@code local.json} there, of
 * mode 0600, so that who may read the data may also command.
 *
 * @param controller where the controller is
 * @param collector where the collector is
 * @param token an API token for both; never logged
 */
public record LocalInstance(URI controller, URI collector, String token) {
  private static final String FILE = "local.json";

  /**
   * Finds the running Domovoy.
   *
   * @throws InvalidInputException saying what to do when none runs on that folder
   */
  public static LocalInstance of(Path data) {
    try {
      return Json.json().readValue(Files.readString(data.resolve(FILE)), LocalInstance.class);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(
          "--data", "the folder of a running Domovoy (start it with ./domovoy run)", "" + data);
    } catch (JsonProcessingException e) {
      throw Json.explain(data.resolve(FILE).toString(), e);
    } catch (IOException e) {
      throw new InvalidInputException("--data", "a folder that you may read", e.toString());
    }
  }

  /** Leaves word in the data folder, readable by its owner alone. */
  public void write(Path data) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var fresh = Files.createTempFile(data, FILE, "", ownerOnly);
    Files.write(fresh, Bodies.bytes(this));
    Files.move(
        fresh,
        data.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes the word back when Domovoy stops. */
  public static void remove(Path data) throws IOException {
    Files.deleteIfExists(data.resolve(FILE));
  }

  @Override
  public String toString() {
    return "LocalInstance[" + controller + ", " + collector + "]";
  }
}
