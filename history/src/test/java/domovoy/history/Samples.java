package domovoy.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import domovoy.core.Area;
import domovoy.core.Device;
import domovoy.core.House;
import domovoy.core.LineProtocol;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.PointKind;
import domovoy.core.Reading;
import domovoy.core.Site;
import domovoy.core.Title;
import domovoy.core.Unit;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Readings for tests, and what their buckets must be, computed without any store. */
final class Samples {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  static final ZoneId UTC = ZoneId.of("UTC");
  static final Instant START = Instant.parse("2016-01-11T17:00:00Z");

  private Samples() {}

  static List<String> lines(Point point, List<Reading> readings) {
    var device = new Device("device", "area", Title.NONE, Optional.empty(), List.of(point));
    var house = House.empty(Site.of("home", UTC)).with(new Area("area", Title.NONE)).with(device);
    return readings.stream().map(it -> LineProtocol.format(house, it)).toList();
  }

  static Point number(String id) {
    return point(id, "temperature", range(-200, 200));
  }

  static ValueType range(double from, double to) {
    return new ValueType.Number(from, to);
  }

  static Point point(String id, String quantity, ValueType type) {
    return new Point(
        new PointId(id), PointKind.SENSOR, quantity, Unit.NONE, type, Title.NONE, Optional.empty());
  }

  /** Readings as a sensor has them: below and above zero, with noise. */
  static List<Reading> series(Point point, Instant start, Duration every, int count) {
    var random = new Random(42);
    return IntStream.range(0, count)
        .mapToObj(
            it ->
                Reading.good(
                    point.id(),
                    Value.of(10 * Math.sin(it / 20.0) + random.nextGaussian()),
                    start.plus(every.multipliedBy(it))))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  static Instant after(List<Reading> readings) {
    return readings.getLast().time().plusNanos(1000);
  }

  static int hours(Instant from, Instant to) {
    return (int) Duration.between(from, to).toHours();
  }

  static double number(Reading reading) {
    return ((Value.Number) reading.value()).number();
  }

  /** The independent computation: readings in order, by the start of the step they belong to. */
  static TreeMap<Instant, List<Double>> grouped(
      List<Reading> readings, Function<Instant, Instant> start) {
    var groups = new TreeMap<Instant, List<Double>>();
    for (var reading : readings) {
      groups
          .computeIfAbsent(start.apply(reading.time()), _ -> new ArrayList<>())
          .add(number(reading));
    }
    return groups;
  }

  static void assertEqual(List<Bucket> buckets, TreeMap<Instant, List<Double>> expected) {
    assertThat(buckets).extracting(Bucket::start).containsExactlyElementsOf(expected.keySet());
    for (var bucket : buckets) {
      var values = expected.get(bucket.start());
      var statistics = values.stream().mapToDouble(it -> it).summaryStatistics();
      assertThat(bucket.value(Aggregate.COUNT)).isEqualTo(values.size());
      assertThat(bucket.value(Aggregate.SUM)).isCloseTo(statistics.getSum(), within(1e-9));
      assertThat(bucket.value(Aggregate.MEAN)).isCloseTo(statistics.getAverage(), within(1e-9));
      assertThat(bucket.value(Aggregate.MIN)).isEqualTo(statistics.getMin());
      assertThat(bucket.value(Aggregate.MAX)).isEqualTo(statistics.getMax());
      assertThat(bucket.value(Aggregate.FIRST)).isEqualTo(values.getFirst());
      assertThat(bucket.value(Aggregate.LAST)).isEqualTo(values.getLast());
    }
  }
}
