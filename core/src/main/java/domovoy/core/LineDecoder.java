package domovoy.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Goes through a body of line protocol and makes readings of its lines. */
final class LineDecoder {
  /** Most lines that one quoted text can go over; more is taken for a quote that is missing. */
  private static final int MOST_LINES_OF_TEXT = 64;

  private final String body;
  private final LineProtocol.Precision precision;
  private final Consumer<Decoded> out;
  private int at;
  private int number = 1;

  LineDecoder(byte[] body, LineProtocol.Precision precision, Consumer<Decoded> out) {
    this.body = new String(body, StandardCharsets.UTF_8);
    this.precision = precision;
    this.out = out;
  }

  void decode() {
    while (at < body.length()) {
      var end = endOfLine(at);
      var line = line(at, end);
      if (line.isBlank() || line.startsWith("#")) {
        next(end, 1);
      } else {
        decode(line, end);
      }
    }
  }

  private void decode(String line, int end) {
    try {
      out.accept(new Decoded.Sent(number, reading(LineProtocol.parse(line), precision)));
      next(end, 1);
    } catch (InvalidInputException e) {
      refuse(line, end, e);
    }
  }

  /**
   * A text with line breaks is refused as a whole: its later lines were meant as text and must not
   * be taken for readings. Where a quote is merely missing the next line stands for itself.
   */
  private void refuse(String line, int end, InvalidInputException e) {
    var last = end;
    for (var lines = 1; line.indexOf('"') >= 0 && lines <= MOST_LINES_OF_TEXT; lines++) {
      if (lines > 1 && isLine(line(at, last))) {
        out.accept(
            new Decoded.Malformed(
                number,
                List.of(new InvalidInputException.Fault("text", "text on one line", line)),
                line(at, last)));
        next(last, lines);
        return;
      }
      if (last >= body.length()) {
        break;
      }
      last = endOfLine(last + 1);
    }
    out.accept(new Decoded.Malformed(number, e.faults(), line));
    next(end, 1);
  }

  private static boolean isLine(String text) {
    try {
      LineProtocol.parse(text);
      return true;
    } catch (InvalidInputException _) {
      return false;
    }
  }

  private void next(int end, int lines) {
    at = end + 1;
    number += lines;
  }

  private int endOfLine(int from) {
    var end = body.indexOf('\n', from);
    return end < 0 ? body.length() : end;
  }

  private String line(int from, int to) {
    return body.substring(from, to > from && body.charAt(to - 1) == '\r' ? to - 1 : to);
  }

  static SentReading reading(LineProtocol.Line line, LineProtocol.Precision precision) {
    var faults = new ArrayList<InvalidInputException.Fault>();
    var point = line.tags().get("point");
    if (point == null) {
      faults.add(
          new InvalidInputException.Fault(
              "point", "a tag with the point's name, such as point=kitchen.temperature", ""));
    }
    for (var name : line.fields().keySet()) {
      if (!name.equals("value") && !name.equals("text") && !name.equals("quality")) {
        faults.add(new InvalidInputException.Fault(name, "the field value or text", name));
      }
    }
    var value = line.fields().get("value");
    var text = line.fields().get("text");
    if ((value == null) == (text == null)) {
      faults.add(
          new InvalidInputException.Fault(
              "value", "either the field value or the field text", value == null ? "" : "both"));
    } else if (text != null && !(text instanceof String)) {
      faults.add(new InvalidInputException.Fault("text", "quoted text", text.toString()));
    }
    if (!faults.isEmpty()) {
      throw new InvalidInputException(faults);
    }
    var quality = line.fields().get("quality");
    return new SentReading(
        point,
        Value.fromJson(value == null ? text : value),
        Optional.empty(),
        time(line, precision),
        quality == null ? Quality.GOOD : Quality.of(quality.toString()));
  }

  private static Optional<Instant> time(LineProtocol.Line line, LineProtocol.Precision precision) {
    return line.time().isPresent()
        ? Optional.of(precision.instant(line.time().getAsLong()))
        : Optional.empty();
  }
}
