package domovoy.edge.driver.serial;

import java.io.IOException;

/** A serial line, as far as a protocol needs it. */
public interface Line extends AutoCloseable {

  /**
   * Waits a short while for bytes.
   *
   * @return how many there are now in {@code into}; 0 when none came
   * @throws IOException when the line is gone
   */
  int read(byte[] into) throws IOException;

  /** Sends all the bytes. */
  void write(byte[] bytes) throws IOException;

  @Override
  void close();
}
