package domovoy.edge.spi;

import domovoy.core.PointId;
import domovoy.core.Value;

/** A connection to a device. A device without actuators needs {@link #run} alone. */
@FunctionalInterface
public interface Link extends AutoCloseable {

  /**
   * Serves the device until the thread is interrupted: reads it and tells the listener. Runs in a
   * virtual thread of its own.
   *
   * @throws Exception when the device is lost; the node closes this link and connects anew
   */
  void run() throws Exception;

  /**
   * Makes the actuator or setpoint so, and returns what it then is, read back where the device can
   * tell. Never called by two threads at once, but while another is in {@link #run}.
   *
   * @param value of the point's type and within its range
   * @throws Exception when it could not; the command fails with the message
   */
  default Value set(PointId point, Value value) throws Exception {
    throw new UnsupportedOperationException(point + " cannot be set");
  }

  /** Lets go of the device. Called once, after {@link #run} has ended. */
  @Override
  default void close() {}

  /** Sleeps until interrupted: the {@link #run} of a device that has nothing to read. */
  static void awaitInterrupt() throws InterruptedException {
    Thread.sleep(Long.MAX_VALUE);
  }
}
