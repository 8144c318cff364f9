package domovoy.edge.spi;

import domovoy.core.Device;
import domovoy.core.PointId;
import domovoy.core.Value;
import java.util.List;
import java.util.Map;

/**
 * One configured device, whether it answers or not. Holds no connection itself: the node connects,
 * runs the link until it fails, closes it, waits and connects again.
 *
 * @param devices what is known before it is connected, mostly {@link DeviceSettings#device}; empty
 *     when the device tells by itself what it has: then {@link Listener#devices}
 * @param connector makes connections
 */
public record Driver(List<Device> devices, Connector connector) {

  /** The way to a device. */
  @FunctionalInterface
  public interface Connector {

    /**
     * Makes a connection. Called from a virtual thread of its own and may block.
     *
     * @param wanted what actuators shall be from the first moment, so that an output need not pass
     *     through another state; the node sets them again when it has the link
     * @throws Exception when the device does not answer; the node tries again later
     */
    Link connect(Map<PointId, Value> wanted, Listener listener) throws Exception;
  }

  public Driver {
    devices = List.copyOf(devices);
  }
}
