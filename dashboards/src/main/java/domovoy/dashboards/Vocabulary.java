package domovoy.dashboards;

import domovoy.core.Title;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of common quantities: their names, and which values are good and bad. */
final class Vocabulary {
  private static final Map<String, Title> TITLES =
      Map.ofEntries(
          Map.entry("temperature", Title.of("Temperature", "Температура")),
          Map.entry("humidity", Title.of("Humidity", "Влажность")),
          Map.entry("co2", Title.of("Carbon dioxide", "Углекислый газ")),
          Map.entry("pressure", Title.of("Pressure", "Давление")),
          Map.entry("illuminance", Title.of("Illuminance", "Освещённость")),
          Map.entry("power", Title.of("Power", "Мощность")),
          Map.entry("energy", Title.of("Energy", "Энергия")),
          Map.entry("voltage", Title.of("Voltage", "Напряжение")),
          Map.entry("current", Title.of("Current", "Ток")),
          Map.entry("battery", Title.of("Battery", "Батарея")),
          Map.entry("leak", Title.of("Water leaks", "Протечки")),
          Map.entry("smoke", Title.of("Smoke", "Дым")),
          Map.entry("gas", Title.of("Gas", "Газ")),
          Map.entry("water", Title.of("Water", "Вода")),
          Map.entry("flow", Title.of("Flow", "Расход")),
          Map.entry("valve", Title.of("Valves", "Краны")),
          Map.entry("heating", Title.of("Heating", "Отопление")),
          Map.entry("switch", Title.of("Relays", "Реле")),
          Map.entry("light", Title.of("Lights", "Свет")),
          Map.entry("brightness", Title.of("Brightness", "Яркость")),
          Map.entry("fan", Title.of("Fans", "Вентиляторы")),
          Map.entry("motion", Title.of("Motion", "Движение")),
          Map.entry("contact", Title.of("Contacts", "Контакты")),
          Map.entry("door", Title.of("Doors", "Двери")),
          Map.entry("window", Title.of("Windows", "Окна")),
          Map.entry("presence", Title.of("Presence", "Присутствие")),
          Map.entry("wind-speed", Title.of("Wind", "Ветер")),
          Map.entry("visibility", Title.of("Visibility", "Видимость")),
          Map.entry("dew-point", Title.of("Dew point", "Точка росы")),
          Map.entry("simulation", Title.of("Simulation", "Симуляция")));

  /** In the units that they usually have: °C, %, ppm. */
  private static final Map<String, List<Format.Threshold>> THRESHOLDS =
      Map.of(
          "temperature",
          List.of(
              new Format.Threshold(-100, "blue"),
              new Format.Threshold(17, "green"),
              new Format.Threshold(25, "orange"),
              new Format.Threshold(29, "red")),
          "humidity", // mould grows where it stays above 70 %
          List.of(
              new Format.Threshold(0, "yellow"),
              new Format.Threshold(30, "green"),
              new Format.Threshold(60, "orange"),
              new Format.Threshold(70, "red")),
          "co2",
          List.of(
              new Format.Threshold(0, "green"),
              new Format.Threshold(1000, "yellow"),
              new Format.Threshold(1400, "red")),
          "battery",
          List.of(
              new Format.Threshold(0, "red"),
              new Format.Threshold(15, "yellow"),
              new Format.Threshold(30, "green")));

  private static final Set<String> ALARMS = Set.of("leak", "smoke", "gas");
  private static final Set<String> OPENINGS = Set.of("contact", "door", "window");

  private Vocabulary() {}

  static Title title(String quantity) {
    var words = quantity.replace('-', ' ');
    return TITLES.getOrDefault(quantity, Title.of(words, words));
  }

  static List<Format.Threshold> thresholds(String quantity) {
    return THRESHOLDS.getOrDefault(quantity, List.of());
  }

  static Format onOff(String quantity) {
    if (ALARMS.contains(quantity)) {
      return Format.states(
          Title.of("calm", "спокойно"), Title.of("ALARM", "ТРЕВОГА"), "green", "red");
    }
    if (OPENINGS.contains(quantity)) {
      return Format.states(
          Title.of("closed", "закрыто"), Title.of("open", "открыто"), "green", "orange");
    }
    return switch (quantity) {
      case "valve" ->
          Format.states(
              Title.of("closed", "закрыт"), Title.of("open", "открыт"), "orange", "green");
      case "presence" ->
          Format.states(Title.of("away", "нет дома"), Title.of("at home", "дома"), "gray", "green");
      default -> Format.states(Format.OFF, Format.ON, "gray", "green");
    };
  }
}
