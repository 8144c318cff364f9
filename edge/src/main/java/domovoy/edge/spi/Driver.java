package domovoy.edge.spi;

import domovoy.core.Device;
import java.util.List;

/**
 * One configured device, whether it answers or not. Holds no connection itself: the node connects,
 * runs the link until it fails, closes it, waits and connects again.
 */
public interface Driver {

  /**
   * What is known of the device before it is connected, mostly {@link DeviceSettings#device}. Empty
   * when the device tells by itself what it has: then {@link Listener#devices}.
   */
  List<Device> devices();

  /**
   * Makes a connection. Called from a virtual thread of its own and may block.
   *
   * @throws Exception when the device does not answer; the node tries again later
   */
  Link connect(Listener listener) throws Exception;
}
