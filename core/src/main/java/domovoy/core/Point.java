package domovoy.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Optional;

/**
 * One measured or commanded quantity of a device: the unit of everything.
 *
 * @param id its name in the site
 * @param kind whether it is measured or commanded
 * @param quantity what it measures, and the measurement's name in time series: {@code temperature}
 * @param unit the unit of its numbers; {@link Unit#NONE} for others
 * @param accepts the values it can have
 * @param title what the household calls it
 * @param safe for an actuator, what its node keeps true of it
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Point(
    PointId id,
    PointKind kind,
    String quantity,
    Unit unit,
    ValueType accepts,
    Title title,
    Optional<SafeState> safe) {

  /**
   * @throws InvalidInputException naming every field that is missing or wrong
   */
  public Point {
    var faults = new ArrayList<InvalidInputException.Fault>();
    if (id == null) {
      faults.add(new InvalidInputException.Fault("id", "the point's name", ""));
    }
    if (kind == null) {
      faults.add(new InvalidInputException.Fault("kind", "sensor, actuator or setpoint", ""));
    }
    if (accepts == null) {
      faults.add(new InvalidInputException.Fault("accepts", "the type of its values", ""));
    }
    try {
      Names.requireName("quantity", quantity);
    } catch (InvalidInputException e) {
      faults.addAll(e.faults());
    }
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
    unit = unit == null ? Unit.NONE : unit;
    title = title == null ? Title.NONE : title;
    safe =
        safe.map(
            it ->
                new SafeState(
                    accepts.accept(it.value()),
                    it.lease(),
                    it.minimumOn(),
                    it.minimumOff(),
                    it.maximumOn(),
                    it.rate(),
                    it.interlocks()));
  }

  /** A sensor of numbers. */
  public static Point sensor(String id, String quantity, String unit, double from, double to) {
    return new Point(
        new PointId(id),
        PointKind.SENSOR,
        quantity,
        new Unit(unit),
        new ValueType.Number(from, to),
        Title.NONE,
        Optional.empty());
  }

  /** An on/off sensor. */
  public static Point onOffSensor(String id, String quantity) {
    return new Point(
        new PointId(id),
        PointKind.SENSOR,
        quantity,
        Unit.NONE,
        new ValueType.OnOff(),
        Title.NONE,
        Optional.empty());
  }

  /** An on/off actuator. */
  public static Point onOffActuator(String id, String quantity) {
    return new Point(
        new PointId(id),
        PointKind.ACTUATOR,
        quantity,
        Unit.NONE,
        new ValueType.OnOff(),
        Title.NONE,
        Optional.empty());
  }

  public Point titled(String en, String ru) {
    return new Point(id, kind, quantity, unit, accepts, Title.of(en, ru), safe);
  }

  public Point keptSafe(SafeState state) {
    return new Point(id, kind, quantity, unit, accepts, title, Optional.of(state));
  }
}
