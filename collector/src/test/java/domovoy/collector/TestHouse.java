package domovoy.collector;

import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.Site;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.ValueType;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A kitchen with a point of every type. */
public final class TestHouse {
  private TestHouse() {}

  public static House create() {
    return House.empty(Site.of("home", ZoneOffset.UTC))
        .with(new Area("kitchen", Title.NONE))
        .with(
            new Device(
                "kitchen-1",
                "kitchen",
                Title.NONE,
                Optional.empty(),
                List.of(
                    Point.sensor("kitchen.temperature", "temperature", "Cel", -40, 85),
                    Point.onOffSensor("kitchen.leak", "leak"),
                    point(
                        "kitchen.fan",
                        "fan-speed",
                        new ValueType.Choice(List.of("off", "on", "full"))),
                    point("kitchen.note", "note", new ValueType.Text(20)))));
  }

  private static Point point(String id, String quantity, ValueType type) {
    return new Point(
        new PointId(id), PointKind.SENSOR, quantity, Unit.NONE, type, Title.NONE, Optional.empty());
  }
}
