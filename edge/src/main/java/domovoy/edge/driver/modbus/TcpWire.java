package domovoy.edge.driver.modbus;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** Modbus TCP: a request and its answer bear the same transaction number. */
final class TcpWire implements Wire {
  private static final int HEADER = 7;
  private static final int LONGEST_PDU = 253;

  private final String host;
  private final int port;
  private final int timeoutMillis;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private Socket socket = new Socket();
  private int transaction;

  /** Connects with the first request. */
  TcpWire(String host, int port, Duration timeout) {
    this.host = host;
    this.port = port;
    this.timeoutMillis = (int) timeout.toMillis();
  }

  @Override
  public byte[] ask(int unit, byte[] request) throws IOException, InterruptedException {
    oneAtATime.lockInterruptibly();
    try {
      if (!socket.isConnected() || socket.isClosed()) {
        connect();
      }
      transaction = transaction + 1 & 0xFFFF;
      socket
          .getOutputStream()
          .write(
              ByteBuffer.allocate(HEADER + request.length)
                  .putShort((short) transaction)
                  .putShort((short) 0)
                  .putShort((short) (1 + request.length))
                  .put((byte) unit)
                  .put(request)
                  .array());
      return answer(unit);
    } catch (IOException e) {
      socket.close(); // an answer that is still under way is not taken for that of another request
      throw e instanceof SocketTimeoutException
          ? new IOException("%s:%d does not answer".formatted(host, port), e)
          : e;
    } finally {
      oneAtATime.unlock();
    }
  }

  private void connect() throws IOException {
    socket.close();
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(timeoutMillis);
    socket.connect(new InetSocketAddress(host, port), timeoutMillis);
  }

  private byte[] answer(int unit) throws IOException {
    var in = new DataInputStream(socket.getInputStream());
    var number = in.readUnsignedShort();
    var protocol = in.readUnsignedShort();
    var length = in.readUnsignedShort() - 1;
    var from = in.readUnsignedByte();
    if (number != transaction || protocol != 0 || length < 2 || length > LONGEST_PDU) {
      throw new IOException("%s:%d answers what is not Modbus TCP".formatted(host, port));
    }
    if (from != unit) {
      throw new IOException("slave %d answers for slave %d".formatted(from, unit));
    }
    var pdu = new byte[length];
    in.readFully(pdu);
    return pdu;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException _) {
      // it is not used any more
    }
  }
}
