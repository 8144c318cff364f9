package domovoy.edge.driver.i2c;

import java.io.IOException;

/** One chip on the bus, by its address. */
interface Bus extends AutoCloseable {

  /** Sends these bytes. */
  void write(int... bytes) throws IOException;

  /** Receives that many bytes. */
  byte[] read(int count) throws IOException;

  @Override
  void close();
}
