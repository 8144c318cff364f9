package domovoy.edge.flash;

import domovoy.core.InvalidInputException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A program for a board: what is in its flash from address 0 on. Read from and written as Intel HEX
 * (Intel, "Hexadecimal Object File Format Specification", revision A, 1988).
 */
public final class HexImage {
  /** The most characters of a file that are looked at. */
  public static final int LONGEST_TEXT = 1 << 20;

  private static final byte ERASED = (byte) 0xFF;
  private static final int PER_LINE = 16;
  private static final int SEGMENT = 1 << 16;
  private static final int LARGEST_BASE = 0x7F00; // times 65536 it is still an int
  private static final int SHORTEST_RECORD = 5;

  private final byte[] bytes;

  private HexImage(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a whole program for this board.
   *
   * @throws InvalidInputException naming the line that is wrong, or when the program is empty, does
   *     not begin at address 0, or reaches into the bootloader
   */
  public static HexImage parse(String text, BoardType board) {
    var image = read(text, board.programBytes(), false);
    if (image.bytes.length == 0 || image.bytes[0] == ERASED && image.bytes[1] == ERASED) {
      throw new InvalidInputException("firmware", "a program that begins at address 0", "");
    }
    return image;
  }

  /**
   * Reads what was in a board's flash and leaves its bootloader out.
   *
   * @throws InvalidInputException naming the line that is wrong
   */
  static HexImage readFrom(String text, BoardType board) {
    return read(text, board.programBytes(), true);
  }

  private static HexImage read(String text, int most, boolean ignoreBeyond) {
    if (text.length() > LONGEST_TEXT) {
      throw new InvalidInputException(
          "firmware", "at most %d characters".formatted(LONGEST_TEXT), "" + text.length());
    }
    var flash = new byte[most];
    Arrays.fill(flash, ERASED);
    var base = 0;
    var ended = false;
    var number = 0;
    for (var line : text.lines().map(String::strip).toList()) {
      number++;
      if (line.isEmpty()) {
        continue;
      }
      if (ended) {
        throw wrong(number, "nothing behind the last record", line);
      }
      var record = record(line, number);
      var length = record[0] & 0xFF;
      switch (record[3]) {
        case 0 -> {
          var from = base + word(record, 1);
          for (var i = 0; i < length; i++) {
            if (from + i < most) {
              flash[from + i] = record[4 + i];
            } else if (!ignoreBeyond) {
              throw wrong(number, "no byte beyond address %d".formatted(most - 1), line);
            }
          }
        }
        case 1 -> ended = true;
        case 2 -> base = required(record, 2, number, line) * PER_LINE;
        case 4 -> base = required(record, 2, number, line) * SEGMENT;
        case 3, 5 -> {
          // where a debugger would start it; a board starts at 0
        }
        default -> throw wrong(number, "a record of type 0 to 5", line);
      }
    }
    if (!ended) {
      throw wrong(number + 1, "the record that ends the file: is it whole?", "");
    }
    return new HexImage(Arrays.copyOf(flash, used(flash)));
  }

  private static byte[] record(String line, int number) {
    try {
      var record = HexFormat.of().parseHex(line, 1, line.length());
      var sum = 0;
      for (var it : record) {
        sum += it;
      }
      if (line.charAt(0) == ':'
          && record.length >= SHORTEST_RECORD
          && record.length == SHORTEST_RECORD + (record[0] & 0xFF)
          && (sum & 0xFF) == 0) {
        return record;
      }
    } catch (IllegalArgumentException _) {
      // said below
    }
    throw wrong(number, "a record of Intel HEX with the right length and checksum", line);
  }

  private static int required(byte[] record, int length, int number, String line) {
    if (record[0] != length) {
      throw wrong(number, "an address of two bytes", line);
    }
    var value = word(record, 4);
    if (value > LARGEST_BASE) {
      throw wrong(number, "an address of a small chip", line);
    }
    return value;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
  }

  private static int used(byte[] flash) {
    var end = flash.length;
    while (end > 0 && flash[end - 1] == ERASED) {
      end--;
    }
    return end + end % 2; // flash is made of words
  }

  private static InvalidInputException wrong(int line, String expected, String found) {
    var excerpt = found.length() > 60 ? found.substring(0, 60) + "…" : found;
    return new InvalidInputException("firmware, line " + line, expected, excerpt);
  }

  /** Bytes of flash that it takes. */
  public int size() {
    return bytes.length;
  }

  /** As Intel HEX. */
  public String text() {
    var text = new StringBuilder();
    for (var from = 0; from < bytes.length; from += PER_LINE) {
      if (from > 0 && from % SEGMENT == 0) {
        append(text, 0, 4, new byte[] {(byte) (from >> 24), (byte) (from >> 16)});
      }
      var end = Math.min(from + PER_LINE, bytes.length);
      append(text, from & (SEGMENT - 1), 0, Arrays.copyOfRange(bytes, from, end));
    }
    append(text, 0, 1, new byte[0]);
    return text.toString();
  }

  private static void append(StringBuilder text, int address, int type, byte[] data) {
    var record = new byte[SHORTEST_RECORD + data.length];
    record[0] = (byte) data.length;
    record[1] = (byte) (address >> 8);
    record[2] = (byte) address;
    record[3] = (byte) type;
    System.arraycopy(data, 0, record, 4, data.length);
    var sum = 0;
    for (var it : record) {
      sum += it;
    }
    record[record.length - 1] = (byte) -sum;
    text.append(':').append(HexFormat.of().withUpperCase().formatHex(record)).append('\n');
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HexImage it && Arrays.equals(bytes, it.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "program of %d bytes".formatted(bytes.length);
  }
}
