package domovoy.edge.driver.modbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One slave on a wire: its registers read and written as numbers. */
final class Slave {
  private static final int REQUEST = 5;
  private static final int WRITE_COIL = 0x05;
  private static final int WRITE_REGISTER = 0x06;
  private static final int WRITE_REGISTERS = 0x10;
  private static final short COIL_ON = (short) 0xFF00;
  private static final int REFUSED = 0x80;

  private final Wire wire;
  private final int unit;

  Slave(Wire wire, int unit) {
    this.wire = wire;
    this.unit = unit;
  }

  /**
   * The register's number, in the unit of its point.
   *
   * @throws RefusedException when the slave will not tell
   * @throws IOException when it does not answer, or not what was asked for
   */
  double read(Register register) throws IOException, InterruptedException {
    var bytes = register.table().isOfBits() ? 1 : register.length() * Short.BYTES;
    var answer =
        ask(
            ByteBuffer.allocate(REQUEST)
                .put((byte) register.table().readFunction())
                .putShort(register.address().shortValue())
                .putShort((short) register.length()));
    if (answer.length != 2 + bytes || answer[1] != bytes) {
      throw new IOException(
          "slave %d answers %d bytes where %d were asked for"
              .formatted(unit, answer.length - 2, bytes));
    }
    return register.decode(Arrays.copyOfRange(answer, 2, answer.length));
  }

  /** Sets a coil (0 is off) or a holding register. */
  void write(Register register, double number) throws IOException, InterruptedException {
    if (register.table().isOfBits()) {
      echoed(request(WRITE_COIL, register).putShort(number == 0 ? 0 : COIL_ON));
      return;
    }
    var bytes = register.encode(number);
    if (register.length() == 1) {
      echoed(request(WRITE_REGISTER, register).put(bytes));
      return;
    }
    ask(
        ByteBuffer.allocate(REQUEST + 1 + bytes.length)
            .put((byte) WRITE_REGISTERS)
            .putShort(register.address().shortValue())
            .putShort((short) register.length())
            .put((byte) bytes.length)
            .put(bytes));
  }

  private static ByteBuffer request(int function, Register register) {
    return ByteBuffer.allocate(REQUEST)
        .put((byte) function)
        .putShort(register.address().shortValue());
  }

  private void echoed(ByteBuffer request) throws IOException, InterruptedException {
    if (!Arrays.equals(ask(request), request.array())) {
      throw new IOException("slave %d has taken another value than it was given".formatted(unit));
    }
  }

  private byte[] ask(ByteBuffer request) throws IOException, InterruptedException {
    var answer = wire.ask(unit, request.array());
    if ((answer[0] & REFUSED) != 0) {
      throw new RefusedException(answer[1] & 0xFF);
    }
    if (answer[0] != request.get(0)) {
      throw new IOException("slave %d answers something else".formatted(unit));
    }
    return answer;
  }
}
