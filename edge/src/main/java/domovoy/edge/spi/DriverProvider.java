package domovoy.edge.spi;

/** A kind of driver. Found by {@link java.util.ServiceLoader}. */
public interface DriverProvider {

  /** The name in a device's {@code driver} setting, such as {@code gpio-output}. */
  String type();

  /**
   * Makes the driver of one configured device. Checks all settings and touches no hardware.
   *
   * @throws domovoy.core.InvalidInputException naming every setting that is wrong
   */
  Driver open(DeviceSettings settings, DriverContext context);
}
