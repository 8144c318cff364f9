package domovoy.edge.driver.dsmr;

import domovoy.core.InvalidInputException;
import domovoy.core.Unit;
import domovoy.edge.driver.serial.ReflectedCrc16;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a meter says at once.
 *
 * @param objects what stands in the brackets of each object, by its number such as {@code
 *     1-0:1.7.0}
 */
record Telegram(Map<String, String> objects) {
  private static final Pattern OBJECT =
      Pattern.compile("(\\d{1,3}-\\d{1,3}:\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})((?:\\([^()]*\\))+)");
  private static final Pattern LAST_BRACKETS = Pattern.compile(".*\\(([^()*]*)(?:\\*([^()]*))?\\)");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(?:\\.\\d{1,6})?");
  private static final Pattern STAMP = Pattern.compile("\\((\\d{12})([SW])\\)\\(.*");
  private static final DateTimeFormatter DIGITS = DateTimeFormatter.ofPattern("uuMMddHHmmss");
  private static final Map<String, Unit> UNITS =
      Map.of("kWh", new Unit("kW.h"), "Wh", new Unit("W.h"), "GJ", new Unit("GJ"));

  /**
   * A value of the meter.
   *
   * @param number in the unit
   * @param unit what the meter counts in; {@link Unit#NONE} for a bare number
   * @param time since when it is so, where the meter tells: a gas meter is read once an hour or
   *     every five minutes
   */
  record Measured(double number, Unit unit, Optional<Instant> time) {}

  Telegram {
    objects = Map.copyOf(objects);
  }

  /**
   * A whole telegram.
   *
   * @param bytes from the slash to the end of the line with the exclamation mark
   * @param checked whether it must bear a checksum, as all from DSMR 4 on do
   * @throws IOException when the checksum is missing or wrong
   */
  static Telegram parse(byte[] bytes, boolean checked) throws IOException {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var end = text.lastIndexOf('!');
    if (end < 0) {
      throw new IOException("the meter's telegram has no end");
    }
    var sum = text.substring(end + 1).strip();
    if (checked || !sum.isEmpty()) {
      var right = "%04X".formatted(ReflectedCrc16.of(bytes, end + 1, 0));
      if (!right.equals(sum)) {
        throw new IOException("the checksum of the meter's telegram is wrong");
      }
    }
    var objects = new HashMap<String, String>();
    text.substring(0, end)
        .lines()
        .map(it -> OBJECT.matcher(it.strip()))
        .filter(it -> it.matches())
        .forEach(it -> objects.put(it.group(1), it.group(2)));
    return new Telegram(objects);
  }

  /**
   * The value of an object: what stands in its last brackets.
   *
   * @return empty when the meter does not tell it, or not as a number
   */
  Optional<Measured> value(String number) {
    var brackets = objects.get(number);
    if (brackets == null) {
      return Optional.empty();
    }
    var last = LAST_BRACKETS.matcher(brackets);
    if (!last.matches() || !NUMBER.matcher(last.group(1)).matches()) {
      return Optional.empty();
    }
    try {
      var unit = last.group(2);
      return Optional.of(
          new Measured(
              Double.parseDouble(last.group(1)),
              unit == null ? Unit.NONE : unit(unit),
              time(brackets)));
    } catch (InvalidInputException | DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static Unit unit(String written) {
    var known = UNITS.get(written);
    return known == null ? new Unit(written) : known;
  }

  /** The stamp before the value, in Dutch time: W(inter) is UTC+1, S(ummer) UTC+2. */
  private static Optional<Instant> time(String brackets) {
    var stamp = STAMP.matcher(brackets);
    if (!stamp.matches()) {
      return Optional.empty();
    }
    var hours = stamp.group(2).equals("S") ? 2 : 1;
    return Optional.of(
        LocalDateTime.parse(stamp.group(1), DIGITS).toInstant(ZoneOffset.ofHours(hours)));
  }
}
