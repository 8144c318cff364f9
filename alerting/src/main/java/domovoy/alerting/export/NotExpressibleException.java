package domovoy.alerting.export;

/** Part of a condition that the other language has no words for. */
final class NotExpressibleException extends Exception {
  private static final long serialVersionUID = 1L;

  NotExpressibleException(String message) {
    super(message);
  }
}
