package domovoy.dashboards;

import domovoy.core.Unit;
import java.util.Map;

/** UCUM's units by the names that Grafana has for them. */
final class Units {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("1", "none"),
          Map.entry("%", "percent"),
          Map.entry("Cel", "celsius"),
          Map.entry("[degF]", "fahrenheit"),
          Map.entry("W", "watt"),
          Map.entry("kW", "kwatt"),
          Map.entry("W.h", "watth"),
          Map.entry("kW.h", "kwatth"),
          Map.entry("V", "volt"),
          Map.entry("A", "amp"),
          Map.entry("hPa", "pressurehpa"),
          Map.entry("kPa", "pressurekpa"),
          Map.entry("bar", "pressurebar"),
          Map.entry("[ppm]", "ppm"),
          Map.entry("lx", "lux"),
          Map.entry("m/s", "velocityms"),
          Map.entry("km/h", "velocitykmh"),
          Map.entry("m3", "m3"),
          Map.entry("L", "litre"),
          Map.entry("m", "lengthm"),
          Map.entry("km", "lengthkm"),
          Map.entry("mm", "lengthmm"),
          Map.entry("s", "s"),
          Map.entry("deg", "degree"),
          Map.entry("dB", "dB"));

  private Units() {}

  /** What Grafana does not know is written behind the number as it is. */
  static String grafana(Unit unit) {
    return NAMES.getOrDefault(unit.code(), "suffix: " + unit.symbol());
  }
}
