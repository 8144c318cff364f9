package domovoy.alerting.language;

/** A condition that has no value: a bad regular expression, a conversion that fails. */
public final class EvaluationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EvaluationException(String message, Throwable cause) {
    super(message, cause);
  }
}
