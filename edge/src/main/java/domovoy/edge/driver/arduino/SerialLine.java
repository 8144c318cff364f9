package domovoy.edge.driver.arduino;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;

/** A serial port of this machine: 8 data bits, no parity, 1 stop bit. */
final class SerialLine implements Line {
  private static final int READ_WAIT_MILLIS = 100;
  private static final int DATA_BITS = 8;

  private final SerialPort port;

  private SerialLine(SerialPort port) {
    this.port = port;
  }

  /**
   * Opens the port.
   *
   * @param path such as {@code /dev/ttyACM0}, or better the name of the adapter in {@code
   *     /dev/serial/by-id/}, which stays when others are plugged in
   * @throws IOException when there is no such port, or another program has it
   */
  static SerialLine open(String path, int baud) throws IOException {
    try {
      var port = SerialPort.getCommPort(path);
      port.setComPortParameters(baud, DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
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

  @Override
  public int read(byte[] into) throws IOException {
    var count = port.readBytes(into, into.length);
    if (count < 0) {
      throw new IOException("the port is gone");
    }
    return count;
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
