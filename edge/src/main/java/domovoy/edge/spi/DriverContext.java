package domovoy.edge.spi;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What a node gives its drivers.
 *
 * @param node the node's name
 * @param clock the time, for readings
 * @param data a folder that is this device's own and survives restarts; made on first use by
 *     whoever writes there
 */
public record DriverContext(String node, InstantSource clock, Path data) {}
