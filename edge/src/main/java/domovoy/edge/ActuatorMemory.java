package domovoy.edge;

import com.fasterxml.jackson.core.type.TypeReference;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.core.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What actuators were last set to, on disk, so that a valve that a leak has closed is still closed
 * after the node has restarted.
 */
final class ActuatorMemory {
  private static final Logger LOG = LoggerFactory.getLogger(ActuatorMemory.class);

  private final Path file;
  private final Map<String, Value> values;

  ActuatorMemory(Path file) {
    this.file = file;
    this.values = new TreeMap<>(read(file));
  }

  /** The value if it is known and the point still accepts it. */
  synchronized Optional<Value> of(Point point) {
    try {
      return Optional.ofNullable(values.get(point.id().name())).map(point.accepts()::accept);
    } catch (InvalidInputException _) {
      return Optional.empty(); // the point was defined differently then
    }
  }

  /** Keeps the value; on disk when this returns. */
  synchronized void keep(Point point, Value value) {
    if (value.equals(values.put(point.id().name(), value))) {
      return;
    }
    try {
      NodeFiles.write(file, Json.json().writeValueAsString(values));
    } catch (IOException e) {
      LOG.error("{} cannot be written; after a restart actuators start safe", file, e);
    }
  }

  private static Map<String, Value> read(Path file) {
    if (!Files.exists(file)) {
      return Map.of();
    }
    try {
      return Json.json().readValue(Files.readString(file), new TypeReference<>() {});
    } catch (IOException e) {
      LOG.error("{} cannot be read; actuators start safe", file, e);
      return Map.of();
    }
  }
}
