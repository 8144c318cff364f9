package domovoy.edge;

import domovoy.alerting.EngineSnapshot;
import domovoy.alerting.reflex.Deployment;
import domovoy.alerting.reflex.ReflexClaim;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node keeps of its reflexes: {@code rules.json} and {@code memory.json} in a folder. */
final class ReflexFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ReflexFiles.class);

  private final Path rules;
  private final Path memory;

  /** How far the rules have come, and what they claim. */
  record Memory(EngineSnapshot engine, List<ReflexClaim> claims) {}

  ReflexFiles(Path folder) {
    this.rules = folder.resolve("rules.json");
    this.memory = folder.resolve("memory.json");
  }

  Optional<Deployment> deployment() {
    return read(rules, Deployment.class);
  }

  Optional<Memory> memory() {
    return read(memory, Memory.class);
  }

  /** On disk when this returns. */
  void keep(Deployment deployment) throws IOException {
    NodeFiles.write(rules, Json.json().writeValueAsString(deployment));
  }

  /** On disk when this returns. */
  void keep(Memory changed) throws IOException {
    NodeFiles.write(memory, Json.json().writeValueAsString(changed));
  }

  /** A file that cannot be read is as good as none: the controller will send the rules again. */
  private static <T> Optional<T> read(Path file, Class<T> type) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.json().readValue(Files.readString(file), type));
    } catch (IOException | InvalidInputException e) {
      LOG.error("{} cannot be read, the node goes on without it: {}", file, e.getMessage());
      return Optional.empty();
    }
  }
}
