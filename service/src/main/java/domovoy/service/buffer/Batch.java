package domovoy.service.buffer;

import java.util.List;

/**
 * Records in the order they were appended.
 *
 * @param records the records, as they were given
 * @param end the position behind the last one, to acknowledge when they have been dealt with
 */
public record Batch(List<byte[]> records, long end) {
  public boolean isEmpty() {
    return records.isEmpty();
  }
}
