package domovoy.collector.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.Point;
import domovoy.core.Title;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which column of a recording is which point.
 *
 * @param time where the time stands and how to read it
 * @param missing what stands in a cell without a value, besides nothing
 * @param areas the areas to make, where the house lacks them
 * @param device the device to make, with all the points
 * @param columns column name to its point, written as in house.yaml
 */
public record Mapping(
    TimeColumn time,
    List<String> missing,
    List<Area> areas,
    Recorder device,
    Map<String, Point> columns) {

  /**
   * The column with the time.
   *
   * @param column its name
   * @param format as {@link DateTimeFormatter#ofPattern(String)} reads it
   * @param zone what its times are counted in, unless the format has a zone of its own
   */
  public record TimeColumn(String column, String format, ZoneId zone) {
    public TimeColumn {
      if (column == null || format == null || zone == null) {
        throw new InvalidInputException(
            "time",
            "column, format and zone, such as {column: date, format: \"yyyy-MM-dd HH:mm\", zone:"
                + " Europe/Moscow}",
            "");
      }
      pattern(format);
    }

    DateTimeFormatter formatter() {
      return pattern(format);
    }

    Instant parse(DateTimeFormatter formatter, String text) {
      return switch (formatter.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
        case OffsetDateTime time -> time.toInstant();
        case LocalDateTime time -> time.atZone(zone).toInstant();
        case java.time.temporal.TemporalAccessor other -> throw new DateTimeException("" + other);
      };
    }

    private static DateTimeFormatter pattern(String format) {
      try {
        return DateTimeFormatter.ofPattern(format, java.util.Locale.ROOT);
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(
            "time.format", "a pattern such as yyyy-MM-dd HH:mm:ss", format);
      }
    }
  }

  /** The device that is said to have measured all this. */
  public record Recorder(String id, String area, Title title) {}

  public Mapping {
    if (time == null) {
      throw new InvalidInputException("time", "the column with the time", "");
    }
    if (device == null) {
      throw new InvalidInputException("device", "the device that has the points", "");
    }
    if (columns == null || columns.isEmpty()) {
      throw new InvalidInputException("columns", "at least one column with its point", "");
    }
    missing = missing == null ? List.of() : List.copyOf(missing);
    areas = areas == null ? List.of() : List.copyOf(areas);
  }

  /**
   * Reads a mapping.
   *
   * @throws InvalidInputException naming the key that is wrong
   */
  public static Mapping read(Path file) {
    try {
      return Json.yaml().readValue(Files.readString(file), Mapping.class);
    } catch (JsonProcessingException e) {
      throw Json.explain(file.toString(), e);
    } catch (IOException e) {
      throw new InvalidInputException("--mapping", "a readable file", e.toString());
    }
  }

  /** The device with all the points. */
  public Device toDevice() {
    return new Device(
        device.id(),
        device.area(),
        device.title(),
        Optional.empty(),
        List.copyOf(columns.values()));
  }
}
