package domovoy.collector;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.House;
import domovoy.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** The house as a YAML file, which may be edited while the collector runs. */
final class HouseFile implements HouseSource {
  private final Path file;
  private Optional<FileTime> read = Optional.empty();

  HouseFile(Path file) {
    this.file = file;
  }

  @Override
  public synchronized Optional<House> fetch() throws IOException {
    var changed = Files.getLastModifiedTime(file);
    if (read.filter(changed::equals).isPresent()) {
      return Optional.empty();
    }
    try {
      var house = Json.yaml().readValue(file.toFile(), House.class);
      read = Optional.of(changed);
      return Optional.of(house);
    } catch (JsonProcessingException e) {
      throw Json.explain(file.toString(), e);
    }
  }
}
