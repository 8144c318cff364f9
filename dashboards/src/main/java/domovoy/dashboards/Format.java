package domovoy.dashboards;

import domovoy.core.Title;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How the numbers of a panel are written and coloured.
 *
 * @param unit Grafana's name of the unit
 * @param thresholds from which number on which colour is used; the lowest is for all below the next
 * @param words what a number means, for those that stand for a state
 * @param names series to what the household calls it
 */
record Format(
    String unit,
    List<Threshold> thresholds,
    SortedMap<Integer, Title> words,
    Map<String, Title> names) {

  /**
   * @param from the lowest number with that colour, in the unit shown
   * @param colour Grafana's name of it
   */
  record Threshold(double from, String colour) {}

  static final Title OFF = Title.of("off", "выкл.");
  static final Title ON = Title.of("on", "вкл.");

  Format {
    thresholds = List.copyOf(thresholds);
    words = new TreeMap<>(words);
    names = Map.copyOf(names);
  }

  static Format of(String unit) {
    return new Format(unit, List.of(), new TreeMap<>(), Map.of());
  }

  /** 0 and 1 in words; the one that is wrong is red. */
  static Format states(Title zero, Title one, String zeroColour, String oneColour) {
    return new Format(
        "none",
        List.of(new Threshold(0, zeroColour), new Threshold(1, oneColour)),
        new TreeMap<>(Map.of(0, zero, 1, one)),
        Map.of());
  }

  Format naming(Map<String, Title> series) {
    return new Format(unit, thresholds, words, series);
  }
}
