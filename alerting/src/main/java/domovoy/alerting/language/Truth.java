package domovoy.alerting.language;

/** Kleene's three values: what rests on a dead sensor is neither true nor false. */
public enum Truth {
  FALSE,
  TRUE,
  UNKNOWN;

  public static Truth of(boolean known) {
    return known ? TRUE : FALSE;
  }

  public Truth not() {
    return switch (this) {
      case FALSE -> TRUE;
      case TRUE -> FALSE;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
