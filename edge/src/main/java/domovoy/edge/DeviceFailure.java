package domovoy.edge;

/** A device could not do what it was told; the message says why. */
final class DeviceFailure extends Exception {
  private static final long serialVersionUID = 1L;

  DeviceFailure(String message) {
    super(message);
  }
}
