package domovoy.edge.driver.modbus;

import java.io.IOException;

/** The way to slaves. Takes one request at a time, from any thread. */
interface Wire extends AutoCloseable {

  /**
   * Sends a request and waits for its answer.
   *
   * @param unit the slave's number
   * @param request function code and data
   * @return function code and data of the answer, which belongs to this slave
   * @throws IOException when the slave does not answer in time, or the line is gone; it is opened
   *     anew with the next request
   */
  byte[] ask(int unit, byte[] request) throws IOException, InterruptedException;

  @Override
  void close();
}
