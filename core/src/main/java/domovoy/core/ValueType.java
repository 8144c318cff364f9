package domovoy.core;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.LinkedHashSet;
import java.util.List;

/** Which values a point can have. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ValueType.Number.class, name = "number"),
  @JsonSubTypes.Type(value = ValueType.OnOff.class, name = "on-off"),
  @JsonSubTypes.Type(value = ValueType.Choice.class, name = "choice"),
  @JsonSubTypes.Type(value = ValueType.Text.class, name = "text")
})
public sealed interface ValueType {

  /**
   * Returns the value in this type's own form: 1 becomes on, an ordinal becomes its label.
   *
   * @throws InvalidInputException naming {@code value} and what the type accepts
   */
  Value accept(Value value);

  /**
   * The value as a number for time series: on is 1, off is 0, a choice is its ordinal.
   *
   * @throws InvalidInputException for text, which has none
   */
  double toNumber(Value value);

  /**
   * The value that {@link #toNumber} came from.
   *
   * @throws InvalidInputException when there is none
   */
  Value fromNumber(double number);

  /** What is accepted, in words for an error message. */
  @JsonIgnore
  String description();

  private InvalidInputException refuse(Object value) {
    return new InvalidInputException("value", description(), String.valueOf(value));
  }

  /**
   * A number within bounds, both inclusive, in the unit of the point.
   *
   * @param minimum lowest plausible value
   * @param maximum highest plausible value
   */
  record Number(double minimum, double maximum) implements ValueType {
    public Number {
      if (!(minimum <= maximum)) {
        throw new InvalidInputException(
            "minimum", "a number not above the maximum " + maximum, Double.toString(minimum));
      }
    }

    @Override
    public Value accept(Value value) {
      if (value instanceof Value.Number(var number) && number >= minimum && number <= maximum) {
        return value;
      }
      throw ((ValueType) this).refuse(value);
    }

    @Override
    public double toNumber(Value value) {
      return ((Value.Number) value).number();
    }

    @Override
    public Value fromNumber(double number) {
      return Value.of(number);
    }

    @Override
    public String description() {
      return "a number from %s to %s".formatted(Value.of(minimum), Value.of(maximum));
    }
  }

  /** On or off. */
  record OnOff() implements ValueType {
    @Override
    public Value accept(Value value) {
      return switch (value) {
        case Value.OnOff onOff -> onOff;
        case Value.Number(var number) when number == 1 -> Value.ON;
        case Value.Number(var number) when number == 0 -> Value.OFF;
        case Value.Text(var text) when text.equals("on") -> Value.ON;
        case Value.Text(var text) when text.equals("off") -> Value.OFF;
        case Value.Number _, Value.Text _, Value.Choice _ -> throw ((ValueType) this).refuse(value);
      };
    }

    @Override
    public double toNumber(Value value) {
      return value.equals(Value.ON) ? 1 : 0;
    }

    @Override
    public Value fromNumber(double number) {
      return accept(Value.of(number));
    }

    @Override
    public String description() {
      return "true or false (on or off, 1 or 0)";
    }
  }

  /**
   * One of named choices; the ordinal in time series is the place in the list, from 0.
   *
   * @param labels the choices, at least one, all different; only ever appended to
   */
  record Choice(List<String> labels) implements ValueType {
    public Choice {
      labels = List.copyOf(labels);
      if (labels.isEmpty() || new LinkedHashSet<>(labels).size() != labels.size()) {
        throw new InvalidInputException("labels", "at least one, all different", labels.toString());
      }
    }

    @Override
    public Value accept(Value value) {
      return switch (value) {
        case Value.Choice(var label) when labels.contains(label) -> value;
        case Value.Text(var label) when labels.contains(label) -> new Value.Choice(label);
        case Value.Number(var number) -> fromNumber(number);
        case Value.OnOff _, Value.Text _, Value.Choice _ -> throw ((ValueType) this).refuse(value);
      };
    }

    @Override
    public double toNumber(Value value) {
      return labels.indexOf(((Value.Choice) value).label());
    }

    @Override
    public Value fromNumber(double number) {
      if (number != Math.rint(number) || number < 0 || number >= labels.size()) {
        throw ((ValueType) this).refuse(number);
      }
      return new Value.Choice(labels.get((int) number));
    }

    @Override
    public String description() {
      return "one of " + String.join(", ", labels);
    }
  }

  /**
   * Free text.
   *
   * @param longest the most characters accepted, from 1
   */
  @JsonInclude(JsonInclude.Include.NON_DEFAULT)
  record Text(int longest) implements ValueType {
    private static final int USUAL_LONGEST = 1000;

    public Text {
      longest = longest == 0 ? USUAL_LONGEST : longest;
      if (longest < 0) {
        throw new InvalidInputException("longest", "1 or more", Integer.toString(longest));
      }
    }

    @Override
    public Value accept(Value value) {
      if (value instanceof Value.Text(var text)
          && text.length() <= longest
          && text.chars().noneMatch(Character::isISOControl)) {
        return value;
      }
      throw ((ValueType) this).refuse(value);
    }

    @Override
    public double toNumber(Value value) {
      throw ((ValueType) this).refuse(value);
    }

    @Override
    public Value fromNumber(double number) {
      throw ((ValueType) this).refuse(number);
    }

    @Override
    public String description() {
      return "text of at most %d characters, on one line".formatted(longest);
    }
  }
}
