package domovoy.alerting.language;

import domovoy.core.ValueType;

/** What an expression yields. */
public enum Kind {
  NUMBER,
  TRUTH,
  TEXT;

  static Kind of(ValueType type) {
    return switch (type) {
      case ValueType.Number _ -> NUMBER;
      case ValueType.OnOff _ -> TRUTH;
      case ValueType.Choice _, ValueType.Text _ -> TEXT;
    };
  }
}
