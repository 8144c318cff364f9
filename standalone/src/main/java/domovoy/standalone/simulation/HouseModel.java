package domovoy.standalone.simulation;

import domovoy.core.PointId;
import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The physics of the simulated house. The same seed, start, steps and commands give the same
 * readings. Not thread safe.
 */
final class HouseModel {
  private static final double THERMOSTAT = 21.5;
  private static final double HYSTERESIS = 0.3;
  private static final Duration DRIES_AFTER = Duration.ofSeconds(20);
  private static final double STANDBY = 160;
  private static final double FRIDGE = 110;
  private static final Duration FRIDGE_CYCLE = Duration.ofMinutes(40);
  private static final Duration FRIDGE_RUNS = Duration.ofMinutes(14);

  private final Random random;
  private final Weather weather;
  private final Map<PointId, Room> rooms = new LinkedHashMap<>();
  private final Bathroom bathroom;
  private final Map<PointId, Value> actuators = new LinkedHashMap<>();
  private Instant time;
  private boolean burning;
  private boolean wet;
  private Duration drying = Duration.ZERO;

  HouseModel(long seed, Instant start) {
    random = new Random(seed);
    weather = new Weather(random);
    bathroom = new Bathroom(random);
    time = start;
    rooms.put(HousePoints.KITCHEN_TEMPERATURE, new Room(30, 42, 21.8));
    rooms.put(HousePoints.LIVING_ROOM_TEMPERATURE, new Room(36, 40, 21.4));
    rooms.put(HousePoints.BEDROOM_TEMPERATURE, new Room(34, 38, 20.1));
    rooms.put(HousePoints.BATHROOM_TEMPERATURE, new Room(28, 44, 22.9));
    actuators.put(HousePoints.BATHROOM_FAN, Value.OFF);
    actuators.put(HousePoints.MAIN_VALVE, Value.ON);
    actuators.put(HousePoints.LIVING_ROOM_LIGHT, Value.of(0));
    actuators.put(HousePoints.KITCHEN_LIGHT, Value.OFF);
    actuators.put(HousePoints.RELAY, Value.OFF);
    actuators.put(HousePoints.BOILER, Value.ON);
    actuators.put(HousePoints.SIMULATED_LEAK, Value.OFF);
    actuators.put(HousePoints.SIMULATED_SHOWER, Value.OFF);
  }

  /** Makes an actuator so. */
  void set(PointId point, Value value) {
    actuators.put(point, value);
    if (point.equals(HousePoints.SIMULATED_SHOWER) && value.equals(Value.ON)) {
      bathroom.shower();
    }
  }

  /** Lets time pass. */
  void step(Duration elapsed) {
    time = time.plus(elapsed);
    weather.step(elapsed);
    regulate();
    var outside = weather.temperature(time);
    rooms.values().forEach(it -> it.step(elapsed, outside, burning));
    bathroom.step(elapsed, isOn(HousePoints.BATHROOM_FAN));
    if (!bathroom.isShowering()) {
      actuators.put(HousePoints.SIMULATED_SHOWER, Value.OFF);
    }
    leak(elapsed);
  }

  /** The boiler's own thermostat, which works when the boiler is on. */
  private void regulate() {
    var living = rooms.get(HousePoints.LIVING_ROOM_TEMPERATURE).temperature();
    burning =
        isOn(HousePoints.BOILER)
            && (living < THERMOSTAT - HYSTERESIS || burning && living < THERMOSTAT + HYSTERESIS);
  }

  /** Water runs while the pipe is broken and the valve open; the sensor dries when neither is. */
  private void leak(Duration elapsed) {
    if (isOn(HousePoints.SIMULATED_LEAK)) {
      wet = wet || isOn(HousePoints.MAIN_VALVE);
      drying = DRIES_AFTER;
      return;
    }
    drying = drying.minus(elapsed);
    wet = wet && drying.isPositive();
  }

  /** What every point reads now: sensors rounded as their instruments do, actuators as they are. */
  Map<PointId, Value> values() {
    var values = new LinkedHashMap<>(actuators);
    rooms.forEach((point, room) -> values.put(point, tenths(room.temperature())));
    values.put(HousePoints.OUTSIDE_TEMPERATURE, tenths(weather.temperature(time)));
    values.put(HousePoints.BATHROOM_HUMIDITY, tenths(bathroom.humidity()));
    values.put(HousePoints.KITCHEN_LEAK, Value.of(wet));
    values.put(HousePoints.POWER, Value.of(Math.rint(power())));
    return values;
  }

  private double power() {
    var cycle = Math.floorMod(time.toEpochMilli(), FRIDGE_CYCLE.toMillis());
    return STANDBY
        + (cycle < FRIDGE_RUNS.toMillis() ? FRIDGE : 0)
        + (burning ? 130 : 0)
        + (isOn(HousePoints.BATHROOM_FAN) ? 28 : 0)
        + (isOn(HousePoints.KITCHEN_LIGHT) ? 45 : 0)
        + (isOn(HousePoints.RELAY) ? 60 : 0)
        + 0.7 * ((Value.Number) actuators.get(HousePoints.LIVING_ROOM_LIGHT)).number()
        + random.nextGaussian() * 4;
  }

  private boolean isOn(PointId point) {
    return actuators.get(point).equals(Value.ON);
  }

  private static Value tenths(double number) {
    return Value.of(Math.rint(number * 10) / 10);
  }
}
