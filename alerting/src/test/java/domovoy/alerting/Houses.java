package domovoy.alerting;

import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.SafeState;
import domovoy.core.Site;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Houses that the tests live in. */
final class Houses {
  private Houses() {}

  /** The simulated house's points, and some of every type. */
  static House small() {
    var site =
        new Site(
            "home", ZoneId.of("Europe/Moscow"), Optional.of(55.75), Optional.of(37.62), Title.NONE);
    return new House(
        site,
        Stream.of("bathroom", "kitchen", "bedroom", "living-room", "boiler-room", "water", "yard")
            .map(it -> new Area(it, Title.NONE))
            .toList(),
        List.of(
            device(
                "bathroom",
                Point.sensor("bathroom.humidity", "humidity", "%", 0, 100)
                    .titled("Bathroom humidity", "Влажность в ванной"),
                Point.onOffActuator("bathroom.fan", "fan").titled("Fan", "Вытяжка")),
            device(
                "kitchen",
                Point.onOffSensor("kitchen.leak", "leak").titled("Leak sensor", "Датчик протечки"),
                Point.sensor("kitchen.temperature", "temperature", "Cel", -40, 85)),
            device(
                "bedroom",
                Point.sensor("bedroom.temperature", "temperature", "Cel", -40, 85)
                    .titled("Bedroom", "Спальня"),
                Point.sensor("bedroom.co2", "co2", "[ppm]", 0, 10000)),
            device(
                "living-room",
                Point.sensor("living-room.temperature", "temperature", "Cel", -40, 85),
                choice("living-room.blind", List.of("open", "half", "closed")),
                dimmer("living-room.light")),
            device(
                "boiler-room",
                Point.onOffActuator("boiler-room.relay", "relay")
                    .titled("Boiler", "Котёл")
                    .keptSafe(
                        new SafeState(
                            Value.OFF,
                            Optional.of(Duration.ofMinutes(10)),
                            Optional.empty(),
                            Optional.of(Duration.ofMinutes(5)),
                            Optional.of(Duration.ofHours(4)))),
                Point.sensor("boiler-room.energy", "energy", "kW.h", 0, 1e9)),
            device(
                "water",
                Point.onOffActuator("water.main-valve", "valve").titled("Main valve", "Кран")),
            device("yard", Point.sensor("yard.2nd-tank.level", "level", "%", 0, 100))));
  }

  /** A house with that many rooms, each with a thermometer and a relay. */
  static House rooms(int count) {
    var devices = new ArrayList<Device>();
    for (var room = 0; room < count; room++) {
      devices.add(
          new Device(
              "room-" + room,
              "rooms",
              Title.NONE,
              Optional.empty(),
              List.of(
                  Point.sensor("room-" + room + ".temperature", "temperature", "Cel", -40, 85),
                  Point.onOffActuator("room-" + room + ".heater", "heater"))));
    }
    return new House(
        Site.of("hotel", ZoneId.of("UTC")), List.of(new Area("rooms", Title.NONE)), devices);
  }

  private static Device device(String area, Point... points) {
    return new Device(area + "-1", area, Title.NONE, Optional.empty(), List.of(points));
  }

  private static Point dimmer(String id) {
    return new Point(
        new PointId(id),
        PointKind.ACTUATOR,
        "light",
        new Unit("%"),
        new ValueType.Number(0, 100),
        Title.NONE,
        Optional.empty());
  }

  private static Point choice(String id, List<String> labels) {
    return new Point(
        new PointId(id),
        PointKind.ACTUATOR,
        "blind",
        Unit.NONE,
        new ValueType.Choice(labels),
        Title.NONE,
        Optional.empty());
  }
}
