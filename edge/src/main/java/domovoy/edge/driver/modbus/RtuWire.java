package domovoy.edge.driver.modbus;

import domovoy.edge.driver.serial.LineFormat;
import domovoy.edge.driver.serial.ReflectedCrc16;
import domovoy.edge.driver.serial.SerialLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Modbus RTU: a serial line that many slaves share, each answering when asked. */
final class RtuWire implements Wire {
  private static final int CRC_START = 0xFFFF;
  private static final int LONGEST = 256;
  private static final int SHORTEST = 5;
  private static final int AROUND_PDU = 3;
  private static final int BITS_OF_A_CHARACTER = 11;
  private static final double SILENT_CHARACTERS = 3.5;
  private static final Duration SHORTEST_SILENCE = Duration.ofNanos(1_750_000);

  private final String path;
  private final LineFormat format;
  private final Duration timeout;
  private final ReentrantLock oneAtATime = new ReentrantLock(true);
  private Optional<SerialLine> line = Optional.empty();

  /** Opens the port with the first request. */
  RtuWire(String path, LineFormat format, Duration timeout) {
    this.path = path;
    this.format = format;
    this.timeout = timeout;
  }

  @Override
  public byte[] ask(int unit, byte[] request) throws IOException, InterruptedException {
    oneAtATime.lockInterruptibly();
    try {
      if (line.isEmpty()) {
        line = Optional.of(SerialLine.open(path, format));
      }
      var open = line.get();
      try {
        Thread.sleep(silence());
        open.discard(); // such as an answer that came too late
        open.write(framed(unit, request));
      } catch (IOException e) {
        letGo();
        throw e;
      }
      return answer(open, unit, request[0]);
    } finally {
      oneAtATime.unlock();
    }
  }

  /** The pause that parts two frames: 3.5 characters, 1.75 ms on fast lines. */
  private Duration silence() {
    var nanos = (long) (SILENT_CHARACTERS * BITS_OF_A_CHARACTER / format.baud() * 1e9);
    return nanos < SHORTEST_SILENCE.toNanos() ? SHORTEST_SILENCE : Duration.ofNanos(nanos);
  }

  private static byte[] framed(int unit, byte[] pdu) {
    var frame = new byte[pdu.length + AROUND_PDU];
    frame[0] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    var crc = ReflectedCrc16.of(frame, pdu.length + 1, CRC_START);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >>> Byte.SIZE);
    return frame;
  }

  private byte[] answer(SerialLine open, int unit, byte function) throws IOException {
    var frame = new byte[LONGEST];
    var count = 0;
    var end = System.nanoTime() + timeout.toNanos();
    while (count < SHORTEST || count < length(frame)) {
      if (System.nanoTime() - end > 0) {
        if (!Files.exists(Path.of(path))) {
          letGo();
        }
        throw new IOException("slave %d on %s does not answer".formatted(unit, path));
      }
      count += read(open, frame, count);
    }
    var length = length(frame);
    var crc = ReflectedCrc16.of(frame, length - 2, CRC_START);
    if ((frame[length - 2] & 0xFF) != (crc & 0xFF)
        || (frame[length - 1] & 0xFF) != crc >>> Byte.SIZE) {
      throw new IOException("the checksum of slave %d on %s is wrong".formatted(unit, path));
    }
    if ((frame[0] & 0xFF) != unit || (frame[1] & 0x7F) != function) {
      throw new IOException("slave %d on %s is answered for by another".formatted(unit, path));
    }
    return Arrays.copyOfRange(frame, 1, length - 2);
  }

  private int read(SerialLine open, byte[] frame, int count) throws IOException {
    var some = new byte[LONGEST - count];
    try {
      var got = open.read(some);
      System.arraycopy(some, 0, frame, count, got);
      return got;
    } catch (IOException e) {
      letGo();
      throw e;
    }
  }

  /** How long the frame is, by its first three bytes. */
  private static int length(byte[] frame) {
    var function = frame[1] & 0xFF;
    if (function > 0x7F) {
      return SHORTEST;
    }
    return function <= 0x04
        ? Math.min(LONGEST, SHORTEST + (frame[2] & 0xFF))
        : SHORTEST + AROUND_PDU;
  }

  private void letGo() {
    line.ifPresent(SerialLine::close);
    line = Optional.empty();
  }

  @Override
  public void close() {
    oneAtATime.lock();
    try {
      letGo();
    } finally {
      oneAtATime.unlock();
    }
  }
}
