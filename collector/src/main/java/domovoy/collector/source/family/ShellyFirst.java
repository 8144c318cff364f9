package domovoy.collector.source.family;

import domovoy.collector.spi.Slug;
import domovoy.core.Point;
import domovoy.core.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shelly of the first generation: {@code shellies/ID/…}, a value a topic, as its API reference has
 * it. A point is there once its topic was heard.
 */
final class ShellyFirst implements Family {
  private static final String BASE = "shellies/";

  /** Watt-minutes, in which these devices count energy, in a kilowatt-hour. */
  private static final double WATT_MINUTES = 60_000;

  private final Map<String, String> ids = new HashMap<>();

  @Override
  public List<String> topics() {
    return List.of(BASE + "#");
  }

  @Override
  public void take(Message message, Findings out) {
    var levels = message.levels();
    if (!message.topic().startsWith(BASE) || levels.size() < 3) {
      return; // an announcement to all, or a command to all
    }
    var name = levels.get(1);
    var id = ids.computeIfAbsent(name, Slug::of);
    var path = levels.subList(2, levels.size());
    if (path.equals(List.of("online"))) {
      out.reached(id, message.text().equals("true"));
      return;
    }
    reading(id + ".", path, message.text())
        .ifPresent(
            it -> {
              out.device(id, name, Optional.empty(), List.of(it.point()));
              out.reading(it.point().id().name(), it.value());
            });
  }

  private record Found(Point point, Value value) {}

  private static Optional<Found> reading(String prefix, List<String> path, String text) {
    var name = prefix + Slug.of(String.join("-", path));
    var kind = path.getFirst();
    return switch (kind) {
      case "relay", "light", "color", "white" ->
          path.size() == 2
              ? onOff(name, kind.equals("relay") ? "switch" : "light", text)
              : path.size() == 3 ? meter(name, path.getLast(), text) : Optional.empty();
      case "emeter" -> path.size() == 3 ? meter(name, path.getLast(), text) : Optional.empty();
      case "roller" ->
          path.size() == 3 && path.getLast().equals("pos")
              ? number(name, "position", "%", text, 1, Optional.of(0.0), Optional.of(100.0))
              : path.size() == 3 ? meter(name, path.getLast(), text) : Optional.empty();
      case "input" -> path.size() == 2 ? onOff(name, "input", text) : Optional.empty();
      case "temperature", "ext_temperature" -> plain(name, "temperature", "°C", text);
      case "humidity", "ext_humidity" -> plain(name, "humidity", "%", text);
      case "voltage" -> plain(name, "voltage", "V", text);
      case "sensor" -> path.size() == 2 ? sensor(name, path.getLast(), text) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<Found> sensor(String name, String what, String text) {
    return switch (what) {
      case "temperature" -> plain(name, what, "°C", text);
      case "humidity", "battery" -> plain(name, what, "%", text);
      case "lux" -> plain(name, what, "lx", text);
      case "flood", "smoke", "motion", "vibration", "charger", "gas" -> onOff(name, what, text);
      case "state" ->
          switch (text) {
            case "open" -> found(Vocabulary.onOff(name, "", "opening"), Value.ON);
            case "close" -> found(Vocabulary.onOff(name, "", "opening"), Value.OFF);
            default -> Optional.empty();
          };
      default -> Optional.empty();
    };
  }

  private static Optional<Found> meter(String name, String what, String text) {
    return switch (what) {
      case "power" -> plain(name, what, "W", text);
      case "energy" ->
          number(name, what, "kWh", text, WATT_MINUTES, Optional.empty(), Optional.empty());
      case "total", "total_returned" ->
          number(name, "energy", "kWh", text, 1_000, Optional.empty(), Optional.empty());
      case "voltage" -> plain(name, what, "V", text);
      case "current" -> plain(name, what, "A", text);
      case "pf" -> plain(name, "power-factor", "1", text);
      default -> Optional.empty();
    };
  }

  private static Optional<Found> plain(String name, String what, String unit, String text) {
    return number(name, what, unit, text, 1, Optional.empty(), Optional.empty());
  }

  private static Optional<Found> number(
      String name,
      String what,
      String unit,
      String text,
      double divisor,
      Optional<Double> from,
      Optional<Double> to) {
    return Values.of(text)
        .filter(Value.Number.class::isInstance)
        .flatMap(
            it ->
                found(
                    Vocabulary.number(name, "", what, Optional.of(unit), from, to),
                    Value.of(((Value.Number) it).number() / divisor)));
  }

  private static Optional<Found> onOff(String name, String what, String text) {
    return switch (text) {
      case "on", "true", "1" -> found(Vocabulary.onOff(name, "", what), Value.ON);
      case "off", "false", "0" -> found(Vocabulary.onOff(name, "", what), Value.OFF);
      default -> Optional.empty(); // such as overpower, which the relay's own topic tells
    };
  }

  private static Optional<Found> found(Point point, Value value) {
    return Optional.of(new Found(point, value));
  }
}
