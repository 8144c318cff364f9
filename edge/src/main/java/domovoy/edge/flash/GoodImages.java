package domovoy.edge.flash;

import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The last program of each board that has announced itself: {@code DATA/firmware/PORT.BOARD.hex}.
 */
final class GoodImages {
  private final Path folder;

  /**
   * @param data the node's data folder
   */
  GoodImages(Path data) {
    this.folder = data.resolve("firmware");
  }

  /** Empty when none is kept, or the file is damaged. */
  Optional<HexImage> of(String port, BoardType board) throws IOException {
    try {
      return Optional.of(HexImage.parse(Files.readString(file(port, board)), board));
    } catch (NoSuchFileException | InvalidInputException _) {
      return Optional.empty();
    }
  }

  /** Replaces the one kept, on disk when this returns. */
  void keep(String port, BoardType board, HexImage image) throws IOException {
    Files.createDirectories(folder);
    var file = file(port, board);
    var fresh = Files.createTempFile(folder, "image", ".new");
    Files.writeString(fresh, image.text());
    try (var channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path file(String port, BoardType board) {
    var name = Path.of(port).getFileName().toString().replaceAll("[^A-Za-z0-9._-]", "_");
    return folder.resolve("%s.%s.hex".formatted(name, board.code()));
  }
}
