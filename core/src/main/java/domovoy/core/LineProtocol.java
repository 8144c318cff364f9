package domovoy.core;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * InfluxDB's line protocol, the wire between edge, collector and store:
 *
 * <pre>
 * temperature,site=home,area=kitchen,device=kitchen-1,point=kitchen.temperature value=21.4 1767268800000000000
 * </pre>
 *
 * <p>The measurement is the point's quantity. Field {@code value} is a number (on/off as 1 or 0, a
 * choice as its ordinal); a text goes to field {@code text}. Quality other than good goes to field
 * {@code quality}. Times are nanoseconds since 1970. Syntax as in InfluxDB's line protocol
 * reference.
 */
public final class LineProtocol {
  /**
   * One line, parsed.
   *
   * @param measurement the quantity
   * @param tags unescaped, in the order sent
   * @param fields unescaped: {@link Double}, {@link Long}, {@link Boolean} or {@link String}
   * @param time the time stamp in the sender's precision, if sent
   */
  public record Line(
      String measurement,
      Map<String, String> tags,
      Map<String, Object> fields,
      OptionalLong time) {}

  /** The unit of a time stamp, with its names in InfluxDB's {@code precision} parameter. */
  public enum Precision {
    NANOSECONDS(1, "ns", "n"),
    MICROSECONDS(1_000, "us", "u"),
    MILLISECONDS(1_000_000, "ms"),
    SECONDS(1_000_000_000, "s");

    private final long nanoseconds;
    private final List<String> names;

    Precision(long nanoseconds, String... names) {
      this.nanoseconds = nanoseconds;
      this.names = List.of(names);
    }

    /**
     * @throws InvalidInputException naming {@code precision}
     */
    public static Precision of(String name) {
      return Arrays.stream(values())
          .filter(it -> it.names.contains(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new InvalidInputException("precision", "ns, us, ms or s", String.valueOf(name)));
    }

    /**
     * @throws InvalidInputException naming {@code time} before 1677 or after 2262
     */
    Instant instant(long timestamp) {
      try {
        return LineProtocol.instant(Math.multiplyExact(timestamp, nanoseconds));
      } catch (ArithmeticException e) {
        throw new InvalidInputException(
            "time", "a time from 1678 to 2261 (is the precision right?)", "" + timestamp);
      }
    }
  }

  private LineProtocol() {}

  /** Appends the reading as one line, without the line feed. */
  public static void append(StringBuilder out, House house, Reading reading) {
    var point = house.requirePoint(reading.point());
    append(out, head(house, point), point, reading);
  }

  /** What is the same in every line of a point: measurement and tags. */
  public static String head(House house, Point point) {
    var device = house.deviceOf(point.id());
    return "%s,site=%s,area=%s,device=%s,point=%s"
        .formatted(
            point.quantity(), house.site().id(), device.area(), device.id(), point.id().name());
  }

  /**
   * Appends the reading as one line, without the line feed.
   *
   * @param head the point's {@link #head}
   */
  public static void append(StringBuilder out, String head, Point point, Reading reading) {
    out.append(head);
    if (reading.value() instanceof Value.Text(var text)) {
      out.append(" text=\"");
      appendQuoted(out, text);
      out.append('"');
    } else {
      out.append(" value=").append(point.accepts().toNumber(reading.value()));
    }
    if (!reading.quality().isGood()) {
      out.append(",quality=\"").append(reading.quality()).append('"');
    }
    out.append(' ').append(nanoseconds(reading.time()));
  }

  public static String format(House house, Reading reading) {
    var out = new StringBuilder(160);
    append(out, house, reading);
    return out.toString();
  }

  /**
   * Nanoseconds since 1970.
   *
   * @throws InvalidInputException naming {@code time} before 1677 or after 2262
   */
  public static long nanoseconds(Instant time) {
    try {
      return Math.addExact(
          Math.multiplyExact(time.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), time.getNano());
    } catch (ArithmeticException e) {
      throw new InvalidInputException("time", "a time from 1678 to 2261", time.toString());
    }
  }

  public static Instant instant(long nanoseconds) {
    var second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(
        Math.floorDiv(nanoseconds, second), Math.floorMod(nanoseconds, second));
  }

  /**
   * Parses one line.
   *
   * @throws InvalidInputException naming the part of the line that is wrong
   */
  public static Line parse(String line) {
    return new LineParser(line).line();
  }

  /**
   * Decodes lines of readings. Empty lines and comments ({@code #}) are passed over. What is wrong
   * is told by line number, and decoding goes on with the next line.
   *
   * @param precision of the time stamps
   * @param out is given every reading and every refused line, in order
   */
  public static void decode(byte[] body, Precision precision, Consumer<Decoded> out) {
    new LineDecoder(body, precision, out).decode();
  }

  private static void appendQuoted(StringBuilder out, String text) {
    for (var index = 0; index < text.length(); index++) {
      var character = text.charAt(index);
      if (character == '"' || character == '\\') {
        out.append('\\');
      }
      out.append(character);
    }
  }
}
