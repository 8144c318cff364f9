package domovoy.edge.driver.i2c;

import com.pi4j.exception.Pi4JException;
import com.pi4j.io.i2c.I2C;
import domovoy.edge.driver.pi4j.Board;
import java.io.IOException;

/** A chip on a bus of this machine. */
final class Pi4jBus implements Bus {
  private final I2C chip;

  private Pi4jBus(I2C chip) {
    this.chip = chip;
  }

  /**
   * Opens the chip.
   *
   * @throws IOException when the bus is not there or the user may not use it
   */
  static Pi4jBus open(int bus, int address) throws IOException {
    var context = Board.context();
    try {
      return new Pi4jBus(
          context.create(
              I2C.newConfigBuilder(context)
                  .id("i2c-%d-%02x".formatted(bus, address))
                  .bus(bus)
                  .device(address)
                  .build()));
    } catch (Pi4JException e) {
      throw new IOException("bus %d cannot be used: %s".formatted(bus, e.getMessage()), e);
    }
  }

  @Override
  public void write(int... bytes) throws IOException {
    var all = new byte[bytes.length];
    for (var index = 0; index < bytes.length; index++) {
      all[index] = (byte) bytes[index];
    }
    try {
      if (chip.write(all, 0, all.length) < 0) {
        throw new IOException("the chip does not answer");
      }
    } catch (Pi4JException e) {
      throw new IOException("the chip does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public byte[] read(int count) throws IOException {
    var all = new byte[count];
    try {
      if (chip.read(all, 0, count) != count) {
        throw new IOException("the chip does not answer");
      }
    } catch (Pi4JException e) {
      throw new IOException("the chip does not answer: " + e.getMessage(), e);
    }
    return all;
  }

  @Override
  public void close() {
    Board.context().shutdown(chip.id());
  }
}
