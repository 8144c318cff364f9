package domovoy.standalone.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.SafeState;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import domovoy.edge.spi.DeviceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the simulated house has, as the household sees it. */
public final class SimulatedHouse {
  private SimulatedHouse() {}

  /** Its rooms, and the area with the switches that make things happen. */
  public static List<Area> areas() {
    return List.of(
        new Area("kitchen", Title.of("Kitchen", "Кухня")),
        new Area("living-room", Title.of("Living room", "Гостиная")),
        new Area("bedroom", Title.of("Bedroom", "Спальня")),
        new Area("bathroom", Title.of("Bathroom", "Ванная")),
        new Area("boiler-room", Title.of("Boiler room", "Котельная")),
        new Area("outside", Title.of("Outside", "Улица")),
        new Area("simulation", Title.of("Simulation", "Симуляция")));
  }

  /** The entry for an edge node's configuration. */
  public static DeviceSettings entry() {
    return new DeviceSettings(
        "simulated-house",
        SimulatedHouseProvider.TYPE,
        Optional.empty(),
        Title.NONE,
        JsonNodeFactory.instance.objectNode(),
        List.of());
  }

  /**
   * Its devices.
   *
   * @param node the edge node that drives them
   */
  public static List<Device> devices(String node) {
    return List.of(
        device(
            node,
            "kitchen-sensor",
            "kitchen",
            Title.of("Kitchen sensor", "Датчик на кухне"),
            temperature(
                HousePoints.KITCHEN_TEMPERATURE, "Kitchen temperature", "Температура на кухне"),
            Point.onOffSensor(HousePoints.KITCHEN_LEAK.name(), "leak")
                .titled("Water on the floor", "Вода на полу")),
        device(
            node,
            "kitchen-light",
            "kitchen",
            Title.of("Kitchen light", "Свет на кухне"),
            Point.onOffActuator(HousePoints.KITCHEN_LIGHT.name(), "light")
                .titled("Kitchen light", "Свет на кухне")),
        device(
            node,
            "living-room-sensor",
            "living-room",
            Title.of("Living room sensor", "Датчик в гостиной"),
            temperature(
                HousePoints.LIVING_ROOM_TEMPERATURE,
                "Living room temperature",
                "Температура в гостиной")),
        device(
            node,
            "living-room-light",
            "living-room",
            Title.of("Living room light", "Свет в гостиной"),
            dimmer()),
        device(
            node,
            "bedroom-sensor",
            "bedroom",
            Title.of("Bedroom sensor", "Датчик в спальне"),
            temperature(
                HousePoints.BEDROOM_TEMPERATURE, "Bedroom temperature", "Температура в спальне")),
        device(
            node,
            "bathroom-sensor",
            "bathroom",
            Title.of("Bathroom sensor", "Датчик в ванной"),
            temperature(
                HousePoints.BATHROOM_TEMPERATURE, "Bathroom temperature", "Температура в ванной"),
            Point.sensor(HousePoints.BATHROOM_HUMIDITY.name(), "humidity", "%", 0, 100)
                .titled("Bathroom humidity", "Влажность в ванной")),
        device(
            node,
            "bathroom-fan",
            "bathroom",
            Title.of("Bathroom fan", "Вентилятор в ванной"),
            Point.onOffActuator(HousePoints.BATHROOM_FAN.name(), "fan")
                .titled("Fan", "Вентилятор")
                .keptSafe(safe(Value.OFF, Optional.of(Duration.ofMinutes(5)), Optional.empty()))),
        device(
            node,
            "main-valve",
            "boiler-room",
            Title.of("Water main valve", "Главный водяной кран"),
            Point.onOffActuator(HousePoints.MAIN_VALVE.name(), "valve")
                .titled("Water main valve (on is open)", "Главный водяной кран (вкл. — открыт)")
                .keptSafe(safe(Value.ON, Optional.empty(), Optional.empty()))),
        device(
            node,
            "boiler-relay",
            "boiler-room",
            Title.of("Relay", "Реле"),
            Point.onOffActuator(HousePoints.RELAY.name(), "switch")
                .titled("Relay", "Реле")
                .keptSafe(
                    safe(
                        Value.OFF,
                        Optional.of(Duration.ofMinutes(2)),
                        Optional.of(Duration.ofHours(2))))),
        device(
            node,
            "boiler",
            "boiler-room",
            Title.of("Boiler", "Котёл"),
            Point.onOffActuator(HousePoints.BOILER.name(), "heating").titled("Boiler", "Котёл")),
        device(
            node,
            "electricity-meter",
            "boiler-room",
            Title.of("Electricity meter", "Электросчётчик"),
            Point.sensor(HousePoints.POWER.name(), "power", "W", 0, 30_000)
                .titled("Electric power", "Потребляемая мощность")),
        device(
            node,
            "weather-station",
            "outside",
            Title.of("Weather station", "Метеостанция"),
            temperature(
                HousePoints.OUTSIDE_TEMPERATURE, "Temperature outside", "Температура на улице")),
        device(
            node,
            "simulation",
            "simulation",
            Title.of("Simulation", "Симуляция"),
            happening(HousePoints.SIMULATED_LEAK, "A pipe leaks in the kitchen", "Течь на кухне"),
            happening(HousePoints.SIMULATED_SHOWER, "Someone showers", "Кто-то принимает душ")));
  }

  private static Device device(String node, String id, String area, Title title, Point... points) {
    return new Device(id, area, title, Optional.of(node), List.of(points));
  }

  private static Point temperature(PointId id, String en, String ru) {
    return Point.sensor(id.name(), "temperature", "Cel", -60, 60).titled(en, ru);
  }

  private static Point dimmer() {
    return new Point(
        HousePoints.LIVING_ROOM_LIGHT,
        PointKind.ACTUATOR,
        "brightness",
        new Unit("%"),
        new ValueType.Number(0, 100),
        Title.of("Living room light", "Свет в гостиной"),
        Optional.empty());
  }

  private static Point happening(PointId id, String en, String ru) {
    return new Point(
        id,
        PointKind.SETPOINT,
        "simulation",
        Unit.NONE,
        new ValueType.OnOff(),
        Title.of(en, ru),
        Optional.of(safe(Value.OFF, Optional.empty(), Optional.empty())));
  }

  private static SafeState safe(
      Value value, Optional<Duration> lease, Optional<Duration> maximumOn) {
    return new SafeState(value, lease, Optional.empty(), Optional.empty(), maximumOn);
  }
}
