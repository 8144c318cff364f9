package domovoy.core;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a point can be: a number, on or off, one of named choices, or text. */
public sealed interface Value {

  /** A number in the unit of its point; finite. */
  record Number(@JsonValue double number) implements Value {
    public Number {
      if (!Double.isFinite(number)) {
        throw new InvalidInputException("value", "a finite number", Double.toString(number));
      }
      number = number == 0 ? 0.0 : number; // -0.0 is zero, and equal to it
    }

    @Override
    public String toString() {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
  }

  /** On or off, open or closed, wet or dry: what {@code on} means is the point's title. */
  record OnOff(@JsonValue boolean on) implements Value {
    @Override
    public String toString() {
      return on ? "on" : "off";
    }
  }

  /** One of the choices that the point names. */
  record Choice(@JsonValue String label) implements Value {
    @Override
    public String toString() {
      return label;
    }
  }

  /** Free text. */
  record Text(@JsonValue String text) implements Value {
    @Override
    public String toString() {
      return text;
    }
  }

  Value ON = new OnOff(true);
  Value OFF = new OnOff(false);

  static Value of(double number) {
    return new Number(number);
  }

  static Value of(boolean on) {
    return on ? ON : OFF;
  }

  static Value of(String text) {
    return new Text(text);
  }

  /**
   * A value as it stands in JSON, before the point's type is known: text may still turn out to be a
   * choice. {@link ValueType#accept} settles it.
   */
  @JsonCreator
  static Value fromJson(Object scalar) {
    return switch (scalar) {
      case java.lang.Number number -> of(number.doubleValue());
      case Boolean on -> of(on);
      case String text -> of(text);
      case null, default ->
          throw new InvalidInputException(
              "value", "a number, true, false or text", String.valueOf(scalar));
    };
  }
}
