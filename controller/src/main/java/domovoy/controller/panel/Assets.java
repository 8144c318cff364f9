package domovoy.controller.panel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The files of one folder of the class path, read once. What is not in the map cannot be asked for,
 * so no path leads out of the folder.
 */
final class Assets {
  private static final int VERSION_LENGTH = 12;

  private final SortedMap<String, Asset> byPath = new TreeMap<>();

  private Assets() {}

  /**
   * Reads the folder from every root of the class path that has it; the first root with a file
   * wins.
   *
   * @param wanted tells by the path in the folder whether a file is read
   */
  static Assets load(ClassLoader loader, String folder, Predicate<String> wanted) {
    var assets = new Assets();
    try {
      for (var root : Collections.list(loader.getResources(folder))) {
        assets.read(root, folder, wanted);
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the class path's folder cannot be read: " + folder, e);
    }
    return assets;
  }

  Optional<Asset> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  SortedMap<String, Asset> all() {
    return Collections.unmodifiableSortedMap(byPath);
  }

  /** Changes when any file does. */
  String version() {
    var tags = new StringBuilder();
    byPath.forEach((path, asset) -> tags.append(path).append('\n').append(asset.tag()));
    var digest = Asset.sha256(tags.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, VERSION_LENGTH);
  }

  private void read(URL root, String folder, Predicate<String> wanted)
      throws IOException, URISyntaxException {
    if (!root.getProtocol().equals("jar")) {
      readTree(Path.of(root.toURI()), wanted);
      return;
    }
    URI jar = ((JarURLConnection) root.openConnection()).getJarFileURL().toURI();
    try (var files = FileSystems.newFileSystem(Path.of(jar))) {
      readTree(files.getPath(folder), wanted);
    }
  }

  private void readTree(Path top, Predicate<String> wanted) throws IOException {
    try (var files = Files.walk(top)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                var path = top.relativize(file).toString().replace('\\', '/');
                if (wanted.test(path)) {
                  Asset.of(path, bytes(file)).ifPresent(it -> byPath.putIfAbsent(path, it));
                }
              });
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
