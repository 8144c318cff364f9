package domovoy.edge.spi;

import domovoy.core.Device;
import domovoy.core.Reading;
import java.util.List;

/** What a link tells its node. May be called from any thread. */
public interface Listener {

  /**
   * A value that was measured or has changed. The node checks it: a value out of the point's range
   * goes on with quality {@code out-of-range}, one of an unknown point or of a wrong type is logged
   * and dropped.
   */
  void reading(Reading reading);

  /** What the device turned out to have; replaces all that was known of this driver's devices. */
  void devices(List<Device> devices);
}
