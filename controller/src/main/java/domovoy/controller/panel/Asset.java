package domovoy.controller.panel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A file for the browser.
 *
 * @param bytes its content, not to be changed
 * @param type its media type
 * @param tag a digest of its content
 */
record Asset(byte[] bytes, String type, String tag) {
  private static final int TAG_LENGTH = 16;
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "webmanifest", "application/manifest+json");

  /** The file, when it is of a kind that browsers are given. */
  static Optional<Asset> of(String name, byte[] bytes) {
    var extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(TYPES.get(extension))
        .map(type -> new Asset(bytes, type, tagOf(bytes)));
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String tagOf(byte[] bytes) {
    return HexFormat.of().formatHex(sha256(bytes)).substring(0, TAG_LENGTH);
  }
}
