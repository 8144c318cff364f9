package domovoy.controller.rules;

import java.util.ArrayList;
import java.util.List;

/** What has changed between two texts, line by line. */
public final class Difference {
  private Difference() {}

  /**
   * The lines of both: those that stayed begin with a space, those that went with {@code -}, those
   * that came with {@code +}. The time it takes grows with the product of the lengths.
   */
  public static List<String> of(String before, String after) {
    var old = before.lines().toList();
    var now = after.lines().toList();
    var common = common(old, now);
    var lines = new ArrayList<String>();
    var left = 0;
    var right = 0;
    while (left < old.size() || right < now.size()) {
      if (left < old.size() && right < now.size() && old.get(left).equals(now.get(right))) {
        lines.add(" " + old.get(left++));
        right++;
      } else if (right == now.size()
          || left < old.size() && common[left + 1][right] >= common[left][right + 1]) {
        lines.add("-" + old.get(left++));
      } else {
        lines.add("+" + now.get(right++));
      }
    }
    return lines;
  }

  /** For every two places, how many lines the texts behind them have in common, in order. */
  private static int[][] common(List<String> old, List<String> now) {
    var common = new int[old.size() + 1][now.size() + 1];
    for (var left = old.size() - 1; left >= 0; left--) {
      for (var right = now.size() - 1; right >= 0; right--) {
        common[left][right] =
            old.get(left).equals(now.get(right))
                ? common[left + 1][right + 1] + 1
                : Math.max(common[left + 1][right], common[left][right + 1]);
      }
    }
    return common;
  }
}
