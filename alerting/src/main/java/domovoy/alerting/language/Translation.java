package domovoy.alerting.language;

import java.util.List;
import java.util.Map;

/**
 * A condition put into plain CEL.
 *
 * @param cel its text, in which every signal is a variable such as {@code n0}
 * @param origins for each character of {@code cel} and its end, where it came from in the condition
 * @param variables the signal that each variable stands for
 * @param faults what could not be put into CEL
 */
record Translation(
    String cel, List<Integer> origins, Map<String, Signal> variables, List<Fault> faults) {

  /** Where a place in the CEL text lies in the condition. */
  int origin(int place) {
    return origins.get(Math.clamp(place, 0, origins.size() - 1));
  }
}
