package domovoy.service.buffer;

/**
 * The records were not taken, none of them: the buffer is at its size limit, the disk is full or
 * fails, or the buffer is closed. The message says which; the caller must not report success.
 */
public final class NotBufferedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public NotBufferedException(String message) {
    super(message);
  }

  public NotBufferedException(String message, Throwable cause) {
    super(message, cause);
  }
}
