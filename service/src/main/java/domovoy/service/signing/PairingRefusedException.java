package domovoy.service.signing;

/**
 * The other side does not know the code, or someone changed what was sent. The message may be shown
 * to both sides: it tells nothing about the code.
 */
public final class PairingRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  PairingRefusedException(String message) {
    super(message);
  }

  PairingRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
