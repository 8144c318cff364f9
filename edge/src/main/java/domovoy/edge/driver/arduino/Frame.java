package domovoy.edge.driver.arduino;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One frame of the serial protocol.
 *
 * @param type which message it carries, 0 to 255
 * @param sequence the sender's count, 0 to 255
 * @param session the host's random number for the connection, 0 to 65535
 * @param payload the message, at most {@value #LARGEST_PAYLOAD} bytes
 */
record Frame(int type, int sequence, int session, byte[] payload) {
  static final int LARGEST_PAYLOAD = 74;
  static final int LARGEST = 80;
  private static final int HEADER = 4;
  private static final int CRC = 2;

  Frame {
    if (payload.length > LARGEST_PAYLOAD) {
      throw new IllegalArgumentException("a payload of %d bytes".formatted(payload.length));
    }
    payload = payload.clone();
  }

  @Override
  public byte[] payload() {
    return payload.clone();
  }

  /** As it goes over the line: encoded, with a zero before it and behind it. */
  byte[] toLine() {
    var plain =
        ByteBuffer.allocate(HEADER + payload.length + CRC)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put((byte) type)
            .put((byte) sequence)
            .putShort((short) session)
            .put(payload);
    plain.putShort((short) Crc16.of(plain.array(), HEADER + payload.length));
    var encoded = Cobs.encode(plain.array());
    var line = new byte[encoded.length + 2];
    System.arraycopy(encoded, 0, line, 1, encoded.length);
    return line;
  }

  /**
   * Reads what stood between two zeros.
   *
   * @return empty when it is not a whole, unharmed frame
   */
  static Optional<Frame> fromLine(byte[] encoded) {
    var decoded = Cobs.decode(encoded);
    if (decoded.isEmpty()) {
      return Optional.empty();
    }
    var plain = decoded.get();
    var checked = plain.length - CRC;
    if (plain.length < HEADER + CRC || plain.length > LARGEST) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    if ((buffer.getShort(checked) & 0xFFFF) != Crc16.of(plain, checked)) {
      return Optional.empty();
    }
    return Optional.of(
        new Frame(
            plain[0] & 0xFF,
            plain[1] & 0xFF,
            buffer.getShort(2) & 0xFFFF,
            Arrays.copyOfRange(plain, HEADER, checked)));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Frame frame
        && type == frame.type
        && sequence == frame.sequence
        && session == frame.session
        && Arrays.equals(payload, frame.payload);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(payload) + type;
  }

  @Override
  public String toString() {
    return "Frame[%02x #%d session %04x %s]"
        .formatted(type, sequence, session, HexFormat.of().formatHex(payload));
  }
}
