package domovoy.collector;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why a reading was refused; also the metric's label. */
public enum RefusalCause {
  /** Not JSON, not line protocol, or a field missing or of the wrong form. */
  MALFORMED,
  /** The house has no such point. */
  UNKNOWN_POINT,
  /** The unit does not convert to the point's. */
  WRONG_UNIT,
  /** Text for a number, a choice that is none. */
  WRONG_TYPE,
  /** A number that the point cannot have. */
  OUT_OF_RANGE,
  /** Further ahead than clocks differ. */
  FUTURE_TIME,
  /** Before 1970 or after 2261. */
  IMPOSSIBLE_TIME,
  /** The history store did not accept it. */
  REFUSED_BY_HISTORY;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
