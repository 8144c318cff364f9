package domovoy.edge.driver.arduino;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What host and board say to each other; see {@code docs/serial-protocol.md}. */
sealed interface Message {
  int VERSION = 1;

  /** The number of the message in a frame. */
  int type();

  /** Writes the payload. */
  default void write(ByteBuffer out) {}

  /**
   * The host begins a session.
   *
   * @param silence milliseconds without a frame after which the board makes its outputs safe
   */
  record Hello(int version, int silence) implements Message {
    @Override
    public int type() {
      return 0x01;
    }

    @Override
    public void write(ByteBuffer out) {
      out.put((byte) version).putShort((short) silence);
    }
  }

  /** The host is there. */
  record Ping() implements Message {
    @Override
    public int type() {
      return 0x02;
    }
  }

  /** Make an output so. */
  record Set(int point, int value) implements Message {
    @Override
    public int type() {
      return 0x03;
    }

    @Override
    public void write(ByteBuffer out) {
      out.put((byte) point).putInt(value);
    }
  }

  /** The board has just started. */
  record Ready() implements Message {
    @Override
    public int type() {
      return 0x80;
    }
  }

  /**
   * The board takes part in the session.
   *
   * @param points how many it has
   * @param reset why it started
   */
  record Welcome(int version, int points, int reset, String name) implements Message {
    @Override
    public int type() {
      return 0x81;
    }

    @Override
    public void write(ByteBuffer out) {
      out.put((byte) version).put((byte) points).put((byte) reset);
      out.put(name.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /**
   * What a point is.
   *
   * @param kind 0 sensor, 1 output
   * @param valueType 0 number, 1 on/off
   * @param exponent of ten that values are multiplied with, -9 to 9
   */
  record Described(
      int point,
      int kind,
      int valueType,
      int exponent,
      int minimum,
      int maximum,
      int safe,
      String name,
      String quantity,
      String unit)
      implements Message {
    @Override
    public int type() {
      return 0x82;
    }

    @Override
    public void write(ByteBuffer out) {
      out.put((byte) point).put((byte) kind).put((byte) valueType).put((byte) exponent);
      out.putInt(minimum).putInt(maximum).putInt(safe);
      putText(out, name);
      putText(out, quantity);
      putText(out, unit);
    }
  }

  /** A measured value, or an output's state; quality as in the protocol. */
  record Sample(int point, int quality, int value) implements Message {
    static final int GOOD = 0;
    static final int MISSING = 4;

    @Override
    public int type() {
      return 0x83;
    }

    @Override
    public void write(ByteBuffer out) {
      out.put((byte) point).put((byte) quality).putInt(value);
    }
  }

  /**
   * The answer to a {@link Set}.
   *
   * @param sequence of the frame that is answered
   * @param status 0 done, else why not
   * @param value what the output then is
   */
  record Ack(int sequence, int status, int value) implements Message {
    @Override
    public int type() {
      return 0x84;
    }

    @Override
    public void write(ByteBuffer out) {
      out.put((byte) sequence).put((byte) status).putInt(value);
    }
  }

  /**
   * The board runs.
   *
   * @param uptime seconds since it started
   * @param dropped frames that it could not read since then
   */
  record Alive(long uptime, int dropped) implements Message {
    @Override
    public int type() {
      return 0x85;
    }

    @Override
    public void write(ByteBuffer out) {
      out.putInt((int) uptime).putShort((short) dropped);
    }
  }

  /** The message in a frame of this sequence and session. */
  default Frame inFrame(int sequence, int session) {
    var payload = ByteBuffer.allocate(Frame.LARGEST_PAYLOAD).order(ByteOrder.LITTLE_ENDIAN);
    write(payload);
    var bytes = new byte[payload.position()];
    payload.flip().get(bytes);
    return new Frame(type(), sequence & 0xFF, session, bytes);
  }

  /** The message of a frame; empty when the type is unknown or the payload is not exactly one. */
  static Optional<Message> of(Frame frame) {
    var in = ByteBuffer.wrap(frame.payload()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      Optional<Message> message =
          switch (frame.type()) {
            case 0x01 -> Optional.of(new Hello(u8(in), u16(in)));
            case 0x02 -> Optional.of(new Ping());
            case 0x03 -> Optional.of(new Set(u8(in), in.getInt()));
            case 0x80 -> Optional.of(new Ready());
            case 0x81 -> Optional.of(new Welcome(u8(in), u8(in), u8(in), text(in, in.remaining())));
            case 0x82 ->
                Optional.of(
                    new Described(
                        u8(in),
                        u8(in),
                        u8(in),
                        in.get(),
                        in.getInt(),
                        in.getInt(),
                        in.getInt(),
                        text(in, u8(in)),
                        text(in, u8(in)),
                        text(in, u8(in))));
            case 0x83 -> Optional.of(new Sample(u8(in), u8(in), in.getInt()));
            case 0x84 -> Optional.of(new Ack(u8(in), u8(in), in.getInt()));
            case 0x85 -> Optional.of(new Alive(in.getInt() & 0xFFFF_FFFFL, u16(in)));
            default -> Optional.empty();
          };
      return in.hasRemaining() ? Optional.empty() : message;
    } catch (BufferUnderflowException _) {
      return Optional.empty();
    }
  }

  private static int u8(ByteBuffer in) {
    return in.get() & 0xFF;
  }

  private static int u16(ByteBuffer in) {
    return in.getShort() & 0xFFFF;
  }

  private static String text(ByteBuffer in, int length) {
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    var bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private static void putText(ByteBuffer out, String text) {
    out.put((byte) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
  }
}
