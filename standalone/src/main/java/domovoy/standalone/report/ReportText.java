package domovoy.standalone.report;

import domovoy.core.Title;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A report as text: CSV for spreadsheets, HTML with charts for people. */
public final class ReportText {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 120;

  private ReportText() {}

  /** Every step: {@code point,unit,start,value,low,high}. */
  public static String steps(Report report) {
    var csv = new StringBuilder("point,unit,start,value,low,high\n");
    var time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(report.period().zone());
    for (var item : report.items()) {
      for (var step : item.steps()) {
        csv.append(
            "%s,%s,%s,%s,%s,%s\n"
                .formatted(
                    item.point(),
                    item.unit(),
                    time.format(step.start()),
                    step.value(),
                    step.low(),
                    step.high()));
      }
    }
    return csv.toString();
  }

  /** What the period comes to: {@code point,what,value}. */
  public static String summary(Report report, String language) {
    var csv = new StringBuilder("point,what,value\n");
    for (var item : report.items()) {
      item.summary()
          .forEach(
              (what, value) ->
                  csv.append(
                      "%s,\"%s\",%s\n".formatted(item.point(), what.in(language, ""), value)));
    }
    return csv.toString();
  }

  /** One page that needs nothing else. */
  public static String html(Report report, String language) {
    var heading = report.title().in(language, "") + ", " + report.period().name();
    var body = new StringBuilder();
    for (var item : report.items()) {
      body.append("<h2>")
          .append(escaped(item.title().in(language, item.point())))
          .append("</h2>\n<dl>");
      item.summary()
          .forEach(
              (what, value) ->
                  body.append(
                      "<div><dt>%s</dt><dd>%.2f</dd></div>"
                          .formatted(escaped(what.in(language, "")), value)));
      body.append("</dl>\n").append(chart(item)).append('\n');
    }
    if (report.items().isEmpty()) {
      body.append(
          "<p>%s</p>\n".formatted(Title.of("Nothing was kept.", "Данных нет.").in(language, "")));
    }
    return """
    <!doctype html>
    <html lang="%1$s"><head><meta charset="utf-8"><title>%2$s</title><style>
    body{font:16px sans-serif;max-width:760px;margin:2em auto;padding:0 1em}
    dl{display:flex;flex-wrap:wrap;gap:1.5em}dt{color:#666;font-size:.85em}dd{margin:0;font-size:1.3em}
    svg{width:100%%;height:auto;background:#f6f6f6}rect{fill:#3a7bd5}
    </style></head><body><h1>%2$s</h1>
    %3$s</body></html>
    """
        .formatted(escaped(language), escaped(heading), body);
  }

  /** A bar a step, from the lowest value, or zero where that is lower, to each value. */
  private static String chart(Item item) {
    var high = item.steps().stream().mapToDouble(Item.Step::value).max().orElse(0);
    var low = Math.min(0, item.steps().stream().mapToDouble(Item.Step::value).min().orElse(0));
    var scale = high > low ? HEIGHT / (high - low) : 0;
    var width = (double) WIDTH / Math.max(1, item.steps().size());
    var bars = new StringBuilder();
    for (var index = 0; index < item.steps().size(); index++) {
      var value = item.steps().get(index).value();
      bars.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s: %.2f %s</title></rect>",
              index * width,
              (high - value) * scale,
              Math.max(1, width - 1),
              (value - low) * scale,
              item.steps().get(index).start(),
              value,
              escaped(item.unit())));
    }
    return "<svg viewBox=\"0 0 %d %d\" role=\"img\">%s</svg>".formatted(WIDTH, HEIGHT, bars);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
