package domovoy.edge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.service.signing.CollectorAccess;
import domovoy.service.signing.NodeKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * What a node keeps of its pairing: {@code node.key} and {@code pairing.json} in its data folder,
 * both of mode 0600. They are read each time they are needed, so that a node which runs notices a
 * new pairing.
 */
final class NodeFiles {
  private final Path folder;
  private final String node;

  /**
   * What pairing brought besides the key.
   *
   * @param controller where the node announces itself
   * @param address how the controller reaches the node
   * @param collector where readings go
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record PairedWith(URI controller, URI address, Optional<CollectorAccess> collector) {}

  NodeFiles(Path folder, String node) {
    this.folder = folder;
    this.node = node;
  }

  /** The node's key; empty until it is paired. */
  Optional<NodeKey> key() {
    return read("node.key")
        .map(
            it -> {
              try {
                return NodeKey.fromText(node, it.strip());
              } catch (IllegalArgumentException e) {
                throw new InvalidInputException(
                    folder.resolve("node.key").toString(), "a key in base64; pair anew", "");
              }
            });
  }

  Optional<PairedWith> pairedWith() {
    return read("pairing.json")
        .map(
            it -> {
              try {
                return Json.json().readValue(it, PairedWith.class);
              } catch (JsonProcessingException e) {
                throw Json.explain(folder.resolve("pairing.json").toString(), e);
              }
            });
  }

  /** Keeps the outcome of a pairing in place of an earlier one. */
  void keep(NodeKey key, PairedWith with) {
    try {
      write(folder.resolve("pairing.json"), Json.json().writeValueAsString(with));
      write(folder.resolve("node.key"), key.secretAsText() + "\n");
    } catch (IOException e) {
      throw new InvalidInputException("data", "a folder that can be written", folder + ": " + e);
    }
  }

  private Optional<String> read(String name) {
    try {
      return Optional.of(Files.readString(folder.resolve(name)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces the file as a whole, on disk when this returns, readable by nobody else ever. */
  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var fresh = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".new", mode);
    Files.writeString(fresh, text, StandardCharsets.UTF_8);
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var channel = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
