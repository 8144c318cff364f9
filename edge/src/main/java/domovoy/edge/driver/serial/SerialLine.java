package domovoy.edge.driver.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;

/** A serial port of this machine. */
public final class SerialLine implements Line {
  private static final int READ_WAIT_MILLIS = 100;

  private final SerialPort port;

  private SerialLine(SerialPort port) {
    this.port = port;
  }

  /**
   * Opens the port with 8 data bits, no parity and 1 stop bit.
   *
   * @param path such as {@code /dev/ttyACM0}, or better the name of the adapter in {@code
   *     /dev/serial/by-id/}, which stays when others are plugged in
   * @throws IOException when there is no such port, or another program has it
   */
  public static SerialLine open(String path, int baud) throws IOException {
    return open(path, new LineFormat(baud, LineFormat.MOST_BITS, Parity.NONE, 1));
  }

  /** Opens the port in another format, else as {@link #open(String, int)}. */
  public static SerialLine open(String path, LineFormat format) throws IOException {
    try {
      var port = SerialPort.getCommPort(path);
      port.setComPortParameters(
          format.baud(), format.dataBits(), stopBits(format), parity(format.parity()));
      port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_WAIT_MILLIS, 0);
      if (!port.openPort(0)) {
        throw new IOException(
            "%s cannot be opened (error %d): is it there, free, and are you in group dialout?"
                .formatted(path, port.getLastErrorCode()));
      }
      return new SerialLine(port);
    } catch (SerialPortInvalidPortException e) {
      throw new IOException("there is no port " + path, e);
    }
  }

  private static int stopBits(LineFormat format) {
    return format.stopBits() == 1 ? SerialPort.ONE_STOP_BIT : SerialPort.TWO_STOP_BITS;
  }

  private static int parity(Parity parity) {
    return switch (parity) {
      case NONE -> SerialPort.NO_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
    };
  }

  @Override
  public int read(byte[] into) throws IOException {
    var count = port.readBytes(into, into.length);
    if (count < 0) {
      throw new IOException("the port is gone");
    }
    return count;
  }

  /** Forgets what has come in and was not read. */
  public void discard() throws IOException {
    var unread = port.bytesAvailable();
    if (unread < 0) {
      throw new IOException("the port is gone");
    }
    if (unread > 0) {
      read(new byte[unread]);
    }
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    if (port.writeBytes(bytes, bytes.length) != bytes.length) {
      throw new IOException("the port does not take what is sent");
    }
  }

  @Override
  public void close() {
    port.closePort();
  }
}
