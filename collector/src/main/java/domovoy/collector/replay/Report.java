package domovoy.collector.replay;

import domovoy.core.Point;
import domovoy.core.PointId;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

/** One line a point: what the history has of it, and whether the recording says the same. */
final class Report {
  private static final String HEADING = "%-36s %8s %10s %10s %10s %10s %10s  %s%n";
  private static final String LINE = "%-36s %,8d %10s %10s %10s %10s %10s  %s%n";

  private final PrintWriter out;

  Report(PrintWriter out) {
    this.out = out;
  }

  /** Prints it and returns how many points differ from the recording. */
  int print(Collection<Point> points, Map<PointId, Summary> sent, Map<PointId, Summary> kept) {
    var different = 0;
    out.printf(HEADING, "point", "count", "first", "last", "min", "mean", "max", "unit");
    for (var point : points) {
      var theirs = kept.get(point.id());
      var ours = sent.get(point.id());
      if (theirs == null) {
        out.printf("%-36s %8d%s%n", point.id(), 0, ours == null ? "" : "  ! not in the history");
        different += ours == null ? 0 : 1;
        continue;
      }
      out.printf(
          LINE,
          point.id(),
          theirs.count(),
          number(theirs.first()),
          number(theirs.last()),
          number(theirs.min()),
          number(theirs.mean()),
          number(theirs.max()),
          point.unit().symbol());
      if (ours != null && !ours.agreesWith(theirs)) {
        different++;
        out.printf(
            "  ! the recording has %,d readings, first %s, last %s, min %s, mean %s, max %s%n",
            ours.count(),
            number(ours.first()),
            number(ours.last()),
            number(ours.min()),
            number(ours.mean()),
            number(ours.max()));
      }
    }
    out.flush();
    return different;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
