package domovoy.alerting.backtest;

import domovoy.core.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A report for a terminal: a line per rule and actuator, and a strip chart of each. */
public final class BacktestText {
  private static final int WIDTH = 72;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
  private static final String SHADES = " ░▒▓█";

  private final BacktestReport report;
  private final ZoneId zone;
  private final StringBuilder text = new StringBuilder();

  private BacktestText(BacktestReport report, ZoneId zone) {
    this.report = report;
    this.zone = zone;
  }

  public static String of(BacktestReport report, ZoneId zone) {
    var text = new BacktestText(report, zone);
    text.write();
    return text.text.toString();
  }

  private void write() {
    line(
        "%s to %s: %,d readings in %s ms",
        show(report.from()), show(report.until()), report.readings(), report.took().toMillis());
    for (var rule : report.rules()) {
      line(
          "rule %s: would have begun %d times, held %s in all%s",
          rule.rule(), rule.activations(), spell(rule.active()), extras(rule));
      line("  |%s|", strip(rule.firings().stream().map(this::stretch).toList()));
      rule.firings().stream().limit(3).forEach(this::example);
    }
    for (var actuator : report.actuators()) {
      line(
          "point %s: claimed %s, on %s, %d switches%s",
          actuator.point(),
          spell(actuator.claimed()),
          spell(actuator.on()),
          actuator.switches(),
          actuator.compared().isZero()
              ? "; what it really was is not in the history"
              : "; differs from what it was for %s of %s"
                  .formatted(spell(actuator.differing()), spell(actuator.compared())));
      line(
          "  |%s|",
          strip(
              actuator.spans().stream()
                  .filter(it -> !it.value().equals(Value.OFF))
                  .map(it -> new Stretch(it.from(), it.until()))
                  .toList()));
    }
  }

  private void example(BacktestReport.Firing firing) {
    line(
        "    %s  %s",
        show(firing.from()),
        firing.explanation().map(it -> it.sentence().in("en", it.condition())).orElse(""));
  }

  private static String extras(BacktestReport.RuleReport rule) {
    return count(rule.incidents(), "incidents")
        + count(rule.notifications(), "notifications")
        + count(rule.failures(), "times cut off");
  }

  private static String count(long number, String what) {
    return number == 0 ? "" : ", %d %s".formatted(number, what);
  }

  private record Stretch(Instant from, Instant until) {}

  private Stretch stretch(BacktestReport.Firing firing) {
    return new Stretch(firing.from(), firing.until().orElse(report.until()));
  }

  /** Each character is a piece of the time; the darker, the more of it was held. */
  private String strip(List<Stretch> stretches) {
    var length = Duration.between(report.from(), report.until()).toMillis();
    var held = new double[WIDTH];
    for (var stretch : stretches) {
      var start = offset(stretch.from(), length);
      var end = offset(stretch.until(), length);
      for (var cell = (int) start; cell < WIDTH && cell < end; cell++) {
        held[cell] += Math.min(end, cell + 1) - Math.max(start, cell);
      }
    }
    var strip = new StringBuilder();
    for (var share : held) {
      strip.append(
          SHADES.charAt(
              Math.clamp((long) Math.ceil(share * (SHADES.length() - 1)), 0, SHADES.length() - 1)));
    }
    return strip.toString();
  }

  private double offset(Instant time, long length) {
    return Duration.between(report.from(), time).toMillis() * (double) WIDTH / length;
  }

  private String show(Instant time) {
    return TIME.format(time.atZone(zone));
  }

  private static String spell(Duration duration) {
    return duration.toHours() > 0
        ? "%d h %02d min".formatted(duration.toHours(), duration.toMinutesPart())
        : "%d min".formatted(duration.toMinutes());
  }

  private void line(String format, Object... arguments) {
    text.append(format.formatted(arguments)).append('\n');
  }
}
