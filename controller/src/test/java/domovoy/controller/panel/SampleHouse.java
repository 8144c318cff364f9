package domovoy.controller.panel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.Quality;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A house as the controller's API tells of it, with everything in it that a page has to show. */
final class SampleHouse {
  static final String NODE = "pi-cellar";
  static final String LOST_NODE = "pi-sauna";

  private final Map<String, ObjectNode> points = new LinkedHashMap<>();
  private final List<Map<String, Object>> areas = new ArrayList<>();
  private final Instant start;
  private String area;

  SampleHouse(Instant start) {
    this.start = start;
    area("living-room", "Living room", "Гостиная");
    number("living-room.temperature", "temperature", "Cel", "Temperature", "Температура", 21.6);
    dimmer("living-room.light", "Ceiling light", "Люстра", 60);
    toggle("living-room.lamp", "light", "Floor lamp", "Торшер", true);
    number("living-room.humidity", "humidity", "%", "Humidity", "Влажность", 41);
    number("living-room.co2", "co2", "[ppm]", "Carbon dioxide", "Углекислый газ", 734);
    area("kitchen", "Kitchen", "Кухня");
    number("kitchen.temperature", "temperature", "Cel", "Temperature", "Температура", 22.4);
    toggle("kitchen.light", "light", "Light", "Свет", false);
    toggle("kitchen.fan", "fan", "Hood", "Вытяжка", false);
    number("kitchen.humidity", "humidity", "%", "Humidity", "Влажность", 47);
    onOff("kitchen.leak", "leak", "Under the sink", "Под мойкой", false);
    area("bathroom", "Bathroom", "Ванная");
    number("bathroom.temperature", "temperature", "Cel", "Temperature", "Температура", 23.9);
    toggle("bathroom.fan", "fan", "Fan", "Вентилятор", true);
    number("bathroom.humidity", "humidity", "%", "Humidity", "Влажность", 68);
    onOff("bathroom.leak", "leak", "Floor", "Пол", false);
    area("bedroom", "Bedroom", "Спальня");
    number("bedroom.temperature", "temperature", "Cel", "Temperature", "Температура", 19.3);
    setpoint("bedroom.heating", "Heating to", "Греть до", 19.5);
    number("bedroom.humidity", "humidity", "%", "Humidity", "Влажность", 44);
    onOff("bedroom.window", "window", "Window", "Окно", false);
    area("cellar", "Cellar", "Подвал");
    number("cellar.temperature", "temperature", "Cel", "Temperature", "Температура", 12.1);
    toggle("water.main-valve", "valve", "Water main", "Ввод воды", true);
    number("cellar.power", "power", "W", "Power", "Мощность", 1240);
    number("cellar.pressure", "pressure", "hPa", "Boiler pressure", "Давление котла", 1500);
    area("sauna", "Sauna", "Баня");
    number("sauna.temperature", "temperature", "Cel", "Temperature", "Температура", 64.0);
    toggle("sauna.stove", "heating", "Stove", "Печь", false);
    area("yard", "Yard", "Двор");
    number("yard.temperature", "temperature", "Cel", "Outside", "На улице", -6.4);
    onOff("yard.gate", "door", "Gate", "Калитка", false);
    toggle("yard.light", "light", "Porch light", "Свет на крыльце", false);

    quality("cellar.pressure", Quality.OUT_OF_RANGE, Duration.ofMinutes(2));
    quality("bedroom.humidity", Quality.FROZEN, Duration.ofMinutes(4));
    quality("yard.temperature", Quality.GOOD, Duration.ofHours(3));
    quality("kitchen.humidity", Quality.MISSING, Duration.ofMinutes(25));
    points.get("bathroom.fan").set("control", control("rule:bathroom-humidity", 12, true));
    for (var id : List.of("sauna.temperature", "sauna.stove")) {
      points.get(id).put("reachable", false).put("node", LOST_NODE);
    }
  }

  synchronized List<ObjectNode> points() {
    return List.copyOf(points.values());
  }

  synchronized Optional<ObjectNode> point(String id) {
    return Optional.ofNullable(points.get(id));
  }

  synchronized List<Map<String, Object>> areas() {
    return List.copyOf(areas);
  }

  synchronized ObjectNode addNursery() {
    area("nursery", "Nursery", "Детская");
    number("nursery.noise", "noise", "dB", "Noise", "Шум", 38);
    return read("nursery.noise", Value.of(39), Instant.now());
  }

  /** A reading as the stream tells of it; the point has it from now on. */
  synchronized ObjectNode read(String id, Value value, Instant time) {
    var state = Json.json().createObjectNode().put("time", time.toString()).put("quality", "good");
    state.set("value", Json.json().valueToTree(value));
    points.get(id).set("state", state);
    return state.deepCopy().put("point", id);
  }

  static ObjectNode control(String source, int priority, boolean value) {
    return Json.json()
        .createObjectNode()
        .put("value", value)
        .put("priority", priority)
        .put("source", source)
        .put("reason", "humidity is above 65 %")
        .put("since", Instant.now().toString());
  }

  private void quality(String id, Quality quality, Duration age) {
    ((ObjectNode) points.get(id).get("state"))
        .put("quality", quality.toString())
        .put("time", start.minus(age).toString());
  }

  private void area(String id, String en, String ru) {
    area = id;
    areas.add(Map.of("id", id, "title", Title.of(en, ru)));
  }

  private void number(String id, String quantity, String unit, String en, String ru, double value) {
    var warmth = unit.equals("Cel");
    var point = Point.sensor(id, quantity, unit, warmth ? -50 : 0, warmth ? 120 : 5_000);
    add(point.titled(en, ru), Value.of(value));
  }

  private void onOff(String id, String quantity, String en, String ru, boolean value) {
    add(Point.onOffSensor(id, quantity).titled(en, ru), Value.of(value));
  }

  private void toggle(String id, String quantity, String en, String ru, boolean value) {
    add(Point.onOffActuator(id, quantity).titled(en, ru), Value.of(value));
  }

  private void dimmer(String id, String en, String ru, double value) {
    add(numeric(id, PointKind.ACTUATOR, "brightness", "%", 0, 100, en, ru), Value.of(value));
  }

  private void setpoint(String id, String en, String ru, double value) {
    add(numeric(id, PointKind.SETPOINT, "temperature", "Cel", 5, 30, en, ru), Value.of(value));
  }

  private static Point numeric(
      String id,
      PointKind kind,
      String quantity,
      String unit,
      double from,
      double to,
      String en,
      String ru) {
    return new Point(
        new PointId(id),
        kind,
        quantity,
        new Unit(unit),
        new ValueType.Number(from, to),
        Title.of(en, ru),
        Optional.empty());
  }

  private void add(Point point, Value value) {
    ObjectNode node = Json.json().valueToTree(point);
    node.put("area", area).put("device", area + "-1").put("node", NODE).put("reachable", true);
    points.put(point.id().name(), node);
    read(point.id().name(), value, start.minusSeconds(20));
  }
}
