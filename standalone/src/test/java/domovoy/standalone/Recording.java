package domovoy.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;

/**
 * The recorded house, read by other code than the product's, for numbers to compare with. Times are
 * UTC+01:00 as the recording's README says.
 *
 * @param columns column name to its values by time
 */
record Recording(Map<String, Map<LocalDateTime, Double>> columns) {
  static final ZoneOffset ZONE = ZoneOffset.ofHours(1);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** The file beside the project; without it the test is skipped, naming it. */
  static Path file() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      var file = folder.resolve("shared/data/house-2016.csv");
      if (Files.isReadable(file)) {
        return file;
      }
    }
    Assumptions.abort("recording not there: ../shared/data/house-2016.csv");
    throw new AssertionError();
  }

  static Recording read(Path file) throws IOException {
    var lines = Files.readAllLines(file);
    var names = lines.getFirst().split(",");
    var columns = new LinkedHashMap<String, Map<LocalDateTime, Double>>();
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split(",");
      var time = LocalDateTime.parse(cells[0], TIME);
      for (var column = 1; column < names.length; column++) {
        columns
            .computeIfAbsent(names[column], _ -> new TreeMap<>())
            .put(time, Double.parseDouble(cells[column]));
      }
    }
    return new Recording(columns);
  }

  /** Mean by bucket of local time. */
  Map<LocalDateTime, Double> means(String column, UnaryOperator<LocalDateTime> bucket) {
    var buckets = new TreeMap<LocalDateTime, List<Double>>();
    columns
        .get(column)
        .forEach(
            (time, value) ->
                buckets.computeIfAbsent(bucket.apply(time), _ -> new ArrayList<>()).add(value));
    return buckets.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                it ->
                    it.getValue().stream().mapToDouble(Double::doubleValue).sum()
                        / it.getValue().size(),
                (one, _) -> one,
                TreeMap::new));
  }
}
