package domovoy.controller.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A link of the audit's chain.
 *
 * @param number its place, from 1, without gaps
 * @param previous the hash of the entry before it; 64 zeros for the first
 * @param hash SHA-256 over the previous hash, a line feed, the number, a line feed and the record
 *     as JSON with its fields in their fixed order; lower-case hex
 */
public record AuditEntry(long number, AuditRecord record, String previous, String hash) {
  static final String FIRST_PREVIOUS = "0".repeat(64);

  static AuditEntry after(long number, String previous, AuditRecord record) {
    return new AuditEntry(number + 1, record, previous, hash(number + 1, previous, record));
  }

  /** Whether the hash is that of the contents. */
  boolean isIntact() {
    return hash.equals(hash(number, previous, record));
  }

  private static String hash(long number, String previous, AuditRecord record) {
    try {
      var text = previous + "\n" + number + "\n" + Json.json().writeValueAsString(record);
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("an audit record cannot be hashed", e);
    }
  }
}
