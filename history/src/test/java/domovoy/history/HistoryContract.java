package domovoy.history;

import static domovoy.history.Samples.BERLIN;
import static domovoy.history.Samples.START;
import static domovoy.history.Samples.UTC;
import static domovoy.history.Samples.after;
import static domovoy.history.Samples.assertEqual;
import static domovoy.history.Samples.grouped;
import static domovoy.history.Samples.hours;
import static domovoy.history.Samples.lines;
import static domovoy.history.Samples.number;
import static domovoy.history.Samples.point;
import static domovoy.history.Samples.range;
import static domovoy.history.Samples.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.core.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every history does, whatever it is kept in. Each test uses points of its own. */
abstract class HistoryContract {
  abstract History history();

  @Test
  void everyAggregateOfEveryHourEqualsTheOneComputedFromTheReadings() throws Exception {
    var point = number("hours.temperature");
    var readings = series(point, START, Duration.ofMinutes(10), 1000);
    write(point, readings);

    var buckets = history().buckets(point, START, readings.getLast().time(), Step.HOUR, UTC);

    readings.removeLast(); // the range ends before it
    var expected =
        grouped(readings, it -> Instant.ofEpochSecond(it.getEpochSecond() / 3600 * 3600));
    assertEqual(buckets, expected);
  }

  @Test
  void aDayHasTwentyThreeHoursInMarchAndTwentyFiveInOctober() throws Exception {
    var point = number("clock-change.temperature");
    for (var day : List.of(LocalDate.of(2016, 3, 27), LocalDate.of(2016, 10, 30))) {
      var from = day.minusDays(2).atStartOfDay(BERLIN).toInstant();
      var to = day.plusDays(3).atStartOfDay(BERLIN).toInstant();
      var readings = series(point, from, Duration.ofMinutes(30), hours(from, to) * 2);
      write(point, readings);

      var buckets = history().buckets(point, from, to, Step.DAY, BERLIN);

      assertEqual(
          buckets,
          grouped(
              readings, it -> it.atZone(BERLIN).toLocalDate().atStartOfDay(BERLIN).toInstant()));
      assertThat(buckets)
          .extracting(Bucket::count)
          .containsExactly(48L, 48L, day.getMonthValue() == 3 ? 46L : 50L, 48L, 48L);
    }
  }

  @Test
  void aDayBeginsAtMidnightOfAFixedOffset() throws Exception {
    var point = number("fixed-offset.temperature");
    var readings = series(point, START, Duration.ofMinutes(10), 1000);
    write(point, readings);
    for (var name : List.of("Etc/GMT-1", "+05:45", "-03:30", "Asia/Kolkata", "UTC")) {
      var zone = ZoneId.of(name);

      var buckets = history().buckets(point, START, after(readings), Step.DAY, zone);

      assertEqual(
          buckets,
          grouped(readings, it -> it.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant()));
    }
  }

  @Test
  void hoursBeginOnTheHourOfAZoneThatIsHalfAnHourOff() throws Exception {
    var point = number("half-hour.temperature");
    var readings = series(point, START, Duration.ofMinutes(10), 100);
    write(point, readings);

    var buckets =
        history().buckets(point, START, after(readings), Step.HOUR, ZoneId.of("Asia/Kolkata"));

    assertEqual(
        buckets,
        grouped(
            readings,
            it -> Instant.ofEpochSecond((it.getEpochSecond() + 1800) / 3600 * 3600 - 1800)));
  }

  @Test
  void weeksBeginOnMondayAndMonthsOnTheFirst() throws Exception {
    var point = number("calendar.temperature");
    var readings = series(point, START, Duration.ofHours(6), 500);
    write(point, readings);

    var weeks = history().buckets(point, START, after(readings), Step.parse("P1W"), BERLIN);
    var months = history().buckets(point, START, after(readings), Step.parse("P1M"), BERLIN);

    assertEqual(
        weeks,
        grouped(
            readings,
            it -> {
              var date = it.atZone(BERLIN).toLocalDate();
              return date.minusDays(date.getDayOfWeek().getValue() - 1)
                  .atStartOfDay(BERLIN)
                  .toInstant();
            }));
    assertEqual(
        months,
        grouped(
            readings,
            it ->
                it.atZone(BERLIN)
                    .toLocalDate()
                    .withDayOfMonth(1)
                    .atStartOfDay(BERLIN)
                    .toInstant()));
  }

  @Test
  void aStepThatDividesNoHourIsCountedFromTheSameStartWhateverTheRange() throws Exception {
    var point = number("seven-minutes.temperature");
    var readings = series(point, START, Duration.ofMinutes(1), 200);
    write(point, readings);
    var step = Step.parse("PT7M");

    var whole = history().buckets(point, START, after(readings), step, UTC);
    var part = history().buckets(point, START.plusSeconds(3600), after(readings), step, UTC);

    assertEqual(
        whole, grouped(readings, it -> Instant.ofEpochSecond(it.getEpochSecond() / 420 * 420)));
    assertThat(whole).endsWith(part.subList(1, part.size()).toArray(Bucket[]::new));
    assertThat(whole).extracting(Bucket::start).contains(part.getFirst().start());
  }

  @Test
  void aStepMayBeLongerThanAMonthAndShorterThanASecond() throws Exception {
    var point = number("long-and-short.temperature");
    var readings = series(point, START, Duration.ofHours(12), 400);
    var end = after(readings);
    var fine = series(point, end, Duration.ofMillis(100), 20);
    write(point, readings);
    write(point, fine);

    var thousandHours = history().buckets(point, START, end, Step.parse("PT1000H"), UTC);
    var quarters = history().buckets(point, end, after(fine), Step.parse("PT0.25S"), UTC);

    assertEqual(
        thousandHours,
        grouped(
            readings, it -> Instant.ofEpochSecond(it.getEpochSecond() / 3_600_000 * 3_600_000)));
    assertEqual(quarters, grouped(fine, it -> Instant.ofEpochMilli(it.toEpochMilli() / 250 * 250)));
  }

  @Test
  void emptyStepsAreLeftOut() throws Exception {
    var point = number("gaps.temperature");
    write(
        point,
        List.of(
            Reading.good(point.id(), Value.of(1), START),
            Reading.good(point.id(), Value.of(-3.5), START.plus(Duration.ofDays(3)))));

    var buckets = history().buckets(point, START, START.plus(Duration.ofDays(10)), Step.HOUR, UTC);

    assertThat(buckets)
        .containsExactly(
            new Bucket(START, 1, 1, 1, 1, 1, 1),
            new Bucket(START.plus(Duration.ofDays(3)), 1, -3.5, -3.5, -3.5, -3.5, -3.5));
  }

  @Test
  void readingsComeBackInOrderOfTimeHoweverTheyWereWritten() throws Exception {
    var point = number("shuffled.temperature");
    var readings = series(point, START, Duration.ofSeconds(17), 500);
    var shuffled = new ArrayList<>(readings);
    Collections.shuffle(shuffled, new Random(5));
    write(point, shuffled.subList(0, 250));
    write(point, shuffled.subList(250, 500));

    assertThat(history().readings(point, START, after(readings))).isEqualTo(readings);
    assertThat(history().latest(point)).contains(readings.getLast());
  }

  @Test
  void aReadingWrittenAgainIsKeptOnceAndTheLastWordCounts() throws Exception {
    var point = number("again.temperature");
    var readings = series(point, START, Duration.ofMinutes(10), 50);
    write(point, readings);
    write(point, readings);
    var corrected = Reading.good(point.id(), Value.of(12.25), START);
    write(point, List.of(corrected));
    readings.set(0, corrected);

    assertThat(history().readings(point, START, after(readings))).isEqualTo(readings);
    assertThat(history().summary(point)).get().extracting(PointSummary::count).isEqualTo(50L);
  }

  @Test
  void pointsOfOneQuantityAreKeptApart() throws Exception {
    var one = number("apart-one.temperature");
    var other = number("apart-other.temperature");
    write(one, List.of(Reading.good(one.id(), Value.of(1), START)));
    write(other, List.of(Reading.good(other.id(), Value.of(2), START)));

    assertThat(history().latest(one)).get().extracting(Reading::value).isEqualTo(Value.of(1));
    assertThat(history().latest(other)).get().extracting(Reading::value).isEqualTo(Value.of(2));
  }

  @Test
  void theRangeIncludesItsStartAndNotItsEnd() throws Exception {
    var point = number("bounds.temperature");
    var readings = series(point, START, Duration.ofMinutes(10), 10);
    write(point, readings);

    var found = history().readings(point, readings.get(2).time(), readings.get(5).time());

    assertThat(found).isEqualTo(readings.subList(2, 5));
  }

  @Test
  void everyTypeOfValueAndEveryQualityComesBackAsItWas() throws Exception {
    var onOff = Point.onOffSensor("types.door", "contact");
    var choice = point("types.mode", "mode", new ValueType.Choice(List.of("home", "away")));
    var text = point("types.note", "note", new ValueType.Text(100));
    for (var point : List.of(onOff, choice, text)) {
      var readings = new ArrayList<Reading>();
      for (var quality : Quality.values()) {
        var value =
            switch (point.accepts()) {
              case ValueType.OnOff _ -> Value.ON;
              case ValueType.Choice _ -> new Value.Choice("away");
              case ValueType.Text _ -> Value.of("it's \"wet\", \\ и сыро=1; DROP TABLE note");
              case ValueType.Number _ -> Value.of(1);
            };
        readings.add(new Reading(point.id(), value, START.plusSeconds(quality.ordinal()), quality));
      }
      write(point, readings);

      assertThat(history().readings(point, START, after(readings))).isEqualTo(readings);
      assertThat(history().latest(point)).contains(readings.getLast());
    }
  }

  @Test
  void readingsThatAreOutOfRangeOrMissingDoNotCount() throws Exception {
    var point = number("doubtful.temperature");
    var glitch = new Value.Number(-127);
    write(
        point,
        List.of(
            Reading.good(point.id(), Value.of(20), START),
            new Reading(point.id(), glitch, START.plusSeconds(1), Quality.OUT_OF_RANGE),
            new Reading(point.id(), Value.of(22), START.plusSeconds(2), Quality.LATE),
            new Reading(point.id(), glitch, START.plusSeconds(3), Quality.MISSING),
            Reading.good(point.id(), Value.of(24), START.plusSeconds(3600)),
            new Reading(point.id(), glitch, START.plusSeconds(7200), Quality.OUT_OF_RANGE)));

    var buckets = history().buckets(point, START, START.plus(Duration.ofDays(1)), Step.HOUR, UTC);

    assertThat(buckets)
        .containsExactly(
            new Bucket(START, 2, 42, 20, 22, 20, 22),
            new Bucket(START.plusSeconds(3600), 1, 24, 24, 24, 24, 24));
    assertThat(history().buckets(point, START, START.plusSeconds(86400), Step.DAY, UTC))
        .containsExactly(new Bucket(START.truncatedTo(ChronoUnit.DAYS), 3, 66, 20, 24, 20, 24));
    assertThat(history().summary(point))
        .hasValueSatisfying(
            it -> {
              assertThat(it.count()).isEqualTo(3);
              assertThat(it.min()).hasValue(20);
              assertThat(it.last()).isEqualTo(START.plusSeconds(7200));
            });
  }

  @Test
  void aSummaryCountsAllReadings() throws Exception {
    var point = number("summary.temperature");
    var readings = series(point, START, Duration.ofHours(10), 300);
    write(point, readings);

    var summary = history().summary(point).orElseThrow();

    var statistics = readings.stream().mapToDouble(Samples::number).summaryStatistics();
    assertThat(summary.point()).isEqualTo(point.id());
    assertThat(summary.count()).isEqualTo(300);
    assertThat(summary.first()).isEqualTo(START);
    assertThat(summary.last()).isEqualTo(readings.getLast().time());
    assertThat(summary.min().orElseThrow()).isEqualTo(statistics.getMin());
    assertThat(summary.max().orElseThrow()).isEqualTo(statistics.getMax());
    assertThat(summary.mean().orElseThrow()).isCloseTo(statistics.getAverage(), within(1e-9));
  }

  @Test
  void aSummaryOfATextHasNoNumbers() throws Exception {
    var point = point("summary.note", "note", new ValueType.Text(100));
    write(
        point,
        List.of(
            Reading.good(point.id(), Value.of("one"), START),
            Reading.good(point.id(), Value.of("two"), START.plusSeconds(60))));

    var summary = history().summary(point).orElseThrow();

    assertThat(summary.count()).isEqualTo(2);
    assertThat(summary.last()).isEqualTo(START.plusSeconds(60));
    assertThat(summary.mean()).isEmpty();
  }

  @Test
  void nothingIsKnownOfAPointThatWasNeverWritten() throws Exception {
    var neighbour = number("written.temperature");
    write(neighbour, List.of(Reading.good(neighbour.id(), Value.of(1), START)));
    for (var point :
        List.of(number("never.temperature"), point("never.x", "never-seen", range(-1, 1)))) {
      assertThat(history().readings(point, START, START.plusSeconds(60))).isEmpty();
      assertThat(history().buckets(point, START, START.plusSeconds(60), Step.HOUR, UTC)).isEmpty();
      assertThat(history().latest(point)).isEmpty();
      assertThat(history().summary(point)).isEmpty();
    }
  }

  @Test
  void aRangeWithoutReadingsIsEmpty() throws Exception {
    var point = number("range.temperature");
    write(point, List.of(Reading.good(point.id(), Value.of(1), START)));

    var later = START.plus(Duration.ofDays(1));

    assertThat(history().readings(point, later, later.plusSeconds(60))).isEmpty();
    assertThat(history().buckets(point, later, later.plusSeconds(60), Step.DAY, UTC)).isEmpty();
  }

  @Test
  void aQuestionThatCannotBeAnsweredNamesWhatIsWrongWithIt() {
    var point = number("wrong.temperature");
    var text = point("wrong.note", "note", new ValueType.Text(100));
    var end = START.plus(Duration.ofDays(365));
    assertThatThrownBy(() -> history().readings(point, START, START))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("to: expected a time after 2016-01-11T17:00:00Z");
    assertThatThrownBy(() -> history().buckets(point, START, end, Step.parse("PT1S"), UTC))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("step: expected at least PT26M17S");
    assertThatThrownBy(() -> history().buckets(text, START, end, Step.DAY, UTC))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("point: expected a point with numbers");
    assertThatThrownBy(
            () -> history().readings(point, Instant.parse("1969-12-31T23:59:59Z"), START))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("from: expected a time from 1970");
  }

  @Test
  void whatIsAddedToALineNeverBecomesAStatement() throws Exception {
    var point = number("injected.temperature");
    write(point, List.of(Reading.good(point.id(), Value.of(1), START)));

    assertThatThrownBy(() -> new PointId("injected.temperature' OR 'a'='a"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> point("injected.x", "temperature\"; DROP TABLE temperature", null))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(
            () -> history().write(List.of("temperature\"\\;DROP,point=a.b x=y z", "x\";y z 1")))
        .isInstanceOf(HistoryException.Refused.class);
    assertThat(history().latest(point)).isPresent();
  }

  @Test
  void aBrokenLineIsRefusedByItsNumberAndTheOthersCanBeSentAgain() throws Exception {
    var point = number("broken.temperature");
    var readings = series(point, START, Duration.ofMinutes(10), 3);
    var lines = new ArrayList<>(lines(point, readings));
    lines.add(1, "temperature,point=broken.temperature value");

    assertThatThrownBy(() -> history().write(lines))
        .isInstanceOfSatisfying(
            HistoryException.Refused.class,
            it -> {
              assertThat(it.isRetriable()).isFalse();
              assertThat(it.lines())
                  .extracting(HistoryException.RefusedLine::number)
                  .containsExactly(2);
            });
    lines.remove(1);
    history().write(lines);
    history().awaitVisible();

    assertThat(history().readings(point, START, after(readings))).isEqualTo(readings);
  }

  @Test
  void aLineOfTheWrongTypeIsRefused() throws Exception {
    var point = number("type-conflict.temperature");
    write(point, series(point, START, Duration.ofMinutes(10), 3));
    var line = lines(point, series(point, START, Duration.ofMinutes(10), 1)).getFirst();

    assertThatThrownBy(
            () -> history().write(List.of(line.replaceFirst("value=[-0-9.E]+", "value=\"warm\""))))
        .isInstanceOf(HistoryException.Refused.class);
  }

  @Test
  void writingNothingIsNoError() throws Exception {
    history().write(List.of());
    history().write(new byte[0]);
  }

  void write(Point point, List<Reading> readings) throws HistoryException {
    history().write(lines(point, readings));
    history().awaitVisible();
  }
}
