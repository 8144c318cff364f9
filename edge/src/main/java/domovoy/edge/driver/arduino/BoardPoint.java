package domovoy.edge.driver.arduino;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.SafeState;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * A point as a board describes it, and its numbers in both worlds.
 *
 * @param described what the board says
 * @param point what the household has of it
 */
record BoardPoint(Message.Described described, Point point) {
  private static final int SENSOR = 0;
  private static final int OUTPUT = 1;
  private static final int NUMBER = 0;
  private static final int ON_OFF = 1;
  private static final int LARGEST_EXPONENT = 9;

  /**
   * The point that a board describes.
   *
   * @param device the device's id, put before the point's name
   * @param configured points from the configuration: one of the same id is taken for its title,
   *     range and safe state
   * @throws InvalidInputException naming what of the description cannot be
   */
  static BoardPoint of(Message.Described described, String device, List<Point> configured) {
    require("kind", described.kind() == SENSOR || described.kind() == OUTPUT, described.kind());
    require(
        "type",
        described.valueType() == NUMBER || described.valueType() == ON_OFF,
        described.valueType());
    require("exponent", Math.abs(described.exponent()) <= LARGEST_EXPONENT, described.exponent());
    var id = new PointId(device + "." + described.name());
    var own = point(described, id);
    var given = configured.stream().filter(it -> it.id().equals(id)).findFirst();
    given.ifPresent(
        it -> {
          if (it.kind().isCommandable() != own.kind().isCommandable()
              || it.accepts().getClass() != own.accepts().getClass()) {
            throw new InvalidInputException(
                id.name(), "a %s as the board has it".formatted(own.kind()), it.kind().toString());
          }
        });
    return new BoardPoint(described, given.orElse(own));
  }

  private static Point point(Message.Described described, PointId id) {
    var output = described.kind() == OUTPUT;
    var safe = value(described, described.safe());
    return new Point(
        id,
        output ? PointKind.ACTUATOR : PointKind.SENSOR,
        described.quantity(),
        new Unit(described.unit()),
        described.valueType() == ON_OFF
            ? new ValueType.OnOff()
            : new ValueType.Number(
                scaled(described, described.minimum()), scaled(described, described.maximum())),
        Title.NONE,
        output
            ? Optional.of(
                new SafeState(
                    safe, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))
            : Optional.empty());
  }

  private static void require(String field, boolean holds, int got) {
    if (!holds) {
      throw new InvalidInputException(field, "one that the protocol knows", "" + got);
    }
  }

  /** Whether the board's number is one that it may send. */
  boolean accepts(int raw) {
    return raw >= described.minimum() && raw <= described.maximum();
  }

  /** The board's number as a value. */
  Value value(int raw) {
    return value(described, raw);
  }

  /**
   * The value as the board's number, rounded to its nearest step.
   *
   * @throws InvalidInputException naming {@code value} when the board has no such number
   */
  int raw(Value value) {
    return switch (value) {
      case Value.OnOff(var on) -> on ? 1 : 0;
      case Value.Number(var number) -> {
        var raw =
            BigDecimal.valueOf(number)
                .scaleByPowerOfTen(-described.exponent())
                .setScale(0, RoundingMode.HALF_UP);
        if (raw.compareTo(BigDecimal.valueOf(described.minimum())) < 0
            || raw.compareTo(BigDecimal.valueOf(described.maximum())) > 0) {
          throw new InvalidInputException(
              "value", "a number within the board's range", value.toString());
        }
        yield raw.intValueExact();
      }
      case Value.Choice _, Value.Text _ ->
          throw new InvalidInputException("value", "a number or on/off", value.toString());
    };
  }

  private static Value value(Message.Described described, int raw) {
    return described.valueType() == ON_OFF ? Value.of(raw != 0) : Value.of(scaled(described, raw));
  }

  private static double scaled(Message.Described described, int raw) {
    return BigDecimal.valueOf(raw).scaleByPowerOfTen(described.exponent()).doubleValue();
  }
}
