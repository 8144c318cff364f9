package domovoy.collector.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.service.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How far a recording has been streamed, in a file, so that a replay goes on where it was cut. */
final class Position {
  private static final int FINGERPRINT_DIGITS = 16;

  /**
   * What the file holds.
   *
   * @param recording what was streamed, by name
   * @param rows how many of its rows were taken by the collector
   */
  private record Content(String recording, long rows) {}

  private final Path file;
  private final String recording;

  private Position(Path file, String recording) {
    this.file = file;
    this.recording = recording;
  }

  /**
   * The position of this recording under this mapping; changed files start anew.
   *
   * @param folder where positions are kept
   */
  static Position of(Path folder, Path recording, Path mapping) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var in = Files.newInputStream(recording)) {
        var buffer = new byte[1 << 16];
        for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          digest.update(buffer, 0, count);
        }
      }
      digest.update(Files.readAllBytes(mapping));
      var fingerprint = HexFormat.of().formatHex(digest.digest()).substring(0, FINGERPRINT_DIGITS);
      return new Position(
          folder.resolve(fingerprint + ".position.json"), recording.getFileName().toString());
    } catch (IOException e) {
      throw new InvalidInputException("FILE", "readable files", e.toString());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** How many rows the collector has taken, from the first on. */
  long rows() {
    if (!Files.exists(file)) {
      return 0;
    }
    try {
      return Json.json().readValue(Files.readString(file), Content.class).rows();
    } catch (JsonProcessingException e) {
      return 0; // sent again, the history keeps each reading once
    } catch (IOException e) {
      throw new UncheckedIOException("the position cannot be read", e);
    }
  }

  void write(long rows) {
    try {
      Files.createDirectories(file.getParent());
      var fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.write(fresh, Bodies.bytes(new Content(recording, rows)));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("the position cannot be kept", e);
    }
  }

  void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the position cannot be forgotten", e);
    }
  }
}
