package domovoy.controller.store;

/** The store did not do what it was asked; the message says what is wrong and what to do. */
public final class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
