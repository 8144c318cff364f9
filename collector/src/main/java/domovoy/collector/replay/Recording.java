package domovoy.collector.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import domovoy.core.InvalidInputException;
import domovoy.core.Names;
import domovoy.core.Point;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** A CSV file with a heading, read row by row as readings. */
final class Recording implements Iterator<Recording.Row>, AutoCloseable {
  /**
   * One row.
   *
   * @param number from 1, not counting the heading
   */
  record Row(long number, Instant time, List<Reading> readings) {}

  /** A step in the file. */
  @FunctionalInterface
  private interface Read<T> {
    T read() throws IOException;
  }

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Mapping mapping;
  private final DateTimeFormatter formatter;
  private final MappingIterator<String[]> rows;
  private final int timeColumn;
  private final Map<Integer, Point> columns = new LinkedHashMap<>();
  private final List<String> heading;
  private long number;

  private Recording(Mapping mapping, MappingIterator<String[]> rows) throws IOException {
    this.mapping = mapping;
    this.formatter = mapping.time().formatter();
    this.rows = rows;
    this.heading = rows.hasNextValue() ? heading(rows.nextValue()) : List.of();
    this.timeColumn = place(mapping.time().column());
    mapping.columns().forEach((name, point) -> columns.put(place(name), point));
  }

  /**
   * Opens a recording.
   *
   * @throws InvalidInputException naming the column that it lacks
   */
  static Recording open(Path file, Mapping mapping) {
    try {
      var rows =
          CsvMapper.builder()
              .enable(CsvParser.Feature.WRAP_AS_ARRAY)
              .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
              .enable(CsvParser.Feature.TRIM_SPACES)
              .build()
              .readerFor(String[].class)
              .<String[]>readValues(Files.newBufferedReader(file));
      return new Recording(mapping, rows);
    } catch (IOException e) {
      throw new InvalidInputException("FILE", "a readable CSV file", file + ": " + e.getMessage());
    }
  }

  /** How many rows there are, without the heading. */
  static long count(Path file) {
    try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      var lines = 0L;
      var last = (int) '\n';
      for (var character = in.read(); character >= 0; character = in.read()) {
        lines += last == '\n' && character != '\n' && character != '\r' ? 1 : 0;
        last = character;
      }
      return Math.max(0, lines - 1);
    } catch (IOException e) {
      throw new InvalidInputException("FILE", "a readable CSV file", file + ": " + e.getMessage());
    }
  }

  /** Some programs put a mark before the first name. */
  private static List<String> heading(String[] names) {
    return Arrays.stream(names).map(it -> it.replace(BYTE_ORDER_MARK, "")).toList();
  }

  private int place(String column) {
    var place = heading.indexOf(column);
    if (place < 0) {
      var near = Names.nearest(column, heading);
      throw new InvalidInputException(
          "columns." + column,
          "a column of the recording" + near.map(it -> " (did you mean " + it + "?)").orElse(""),
          column);
    }
    return place;
  }

  @Override
  public boolean hasNext() {
    return read(rows::hasNextValue);
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    var cells = read(rows::nextValue);
    number++;
    var time = time(cell(cells, timeColumn));
    var readings = new ArrayList<Reading>(columns.size());
    columns.forEach(
        (place, point) -> {
          var cell = cell(cells, place);
          if (!cell.isEmpty() && !mapping.missing().contains(cell)) {
            readings.add(Reading.good(point.id(), value(place, point, cell), time));
          }
        });
    return new Row(number, time, readings);
  }

  private <T> T read(Read<T> read) {
    try {
      return read.read();
    } catch (JsonProcessingException e) {
      throw new InvalidInputException("row " + (number + 1), "CSV", e.getOriginalMessage());
    } catch (IOException e) {
      throw new InvalidInputException("row " + (number + 1), "readable text", e.toString());
    }
  }

  private static String cell(String[] cells, int place) {
    return place < cells.length ? cells[place] : "";
  }

  private Instant time(String cell) {
    try {
      return mapping.time().parse(formatter, cell);
    } catch (DateTimeException e) {
      throw wrong(timeColumn, "a time in the format " + mapping.time().format(), cell);
    }
  }

  private Value value(int place, Point point, String cell) {
    try {
      return switch (point.accepts()) {
        case ValueType.Number _ -> Value.of(Double.parseDouble(cell));
        case ValueType.OnOff type -> type.accept(onOff(cell));
        case ValueType.Choice type -> type.accept(Value.of(cell));
        case ValueType.Text type -> type.accept(Value.of(cell));
      };
    } catch (NumberFormatException | InvalidInputException e) {
      throw wrong(place, point.accepts().description() + ", or a word listed under missing", cell);
    }
  }

  private static Value onOff(String cell) {
    return switch (cell) {
      case "1", "true", "on" -> Value.ON;
      case "0", "false", "off" -> Value.OFF;
      default -> Value.of(cell);
    };
  }

  private InvalidInputException wrong(int place, String expected, String cell) {
    return new InvalidInputException(
        "row %d, column %s".formatted(number, heading.get(place)), expected, cell);
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
