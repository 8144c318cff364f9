package domovoy.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LineProtocolProperties {
  private static final House HOUSE =
      House.empty(Site.of("home", ZoneOffset.UTC))
          .with(new Area("kitchen", Title.NONE))
          .with(
              new Device(
                  "kitchen-1",
                  "kitchen",
                  Title.NONE,
                  Optional.empty(),
                  List.of(
                      Point.sensor("kitchen.temperature", "temperature", "Cel", -1e300, 1e300),
                      Point.onOffSensor("kitchen.leak", "leak"),
                      choice(),
                      text())));

  private static Point choice() {
    return new Point(
        new PointId("kitchen.mode"),
        PointKind.SENSOR,
        "mode",
        Unit.NONE,
        new ValueType.Choice(List.of("off", "slow", "fast")),
        Title.NONE,
        Optional.empty());
  }

  private static Point text() {
    return new Point(
        new PointId("kitchen.note"),
        PointKind.SENSOR,
        "note",
        Unit.NONE,
        new ValueType.Text(1000),
        Title.NONE,
        Optional.empty());
  }

  private static List<Decoded> decode(String body) {
    var decoded = new ArrayList<Decoded>();
    LineProtocol.decode(body.getBytes(UTF_8), LineProtocol.Precision.NANOSECONDS, decoded::add);
    return decoded;
  }

  @Provide
  Arbitrary<Reading> readings() {
    var numbers =
        Arbitraries.doubles()
            .between(-1e300, 1e300)
            .map(it -> new Object[] {"kitchen.temperature", Value.of(it)});
    var switches =
        Arbitraries.of(true, false).map(it -> new Object[] {"kitchen.leak", Value.of(it)});
    var choices =
        Arbitraries.of("off", "slow", "fast")
            .map(it -> new Object[] {"kitchen.mode", new Value.Choice(it)});
    var texts =
        Arbitraries.strings()
            .ofMaxLength(40)
            .filter(it -> it.chars().noneMatch(Character::isISOControl))
            .map(it -> new String(it.getBytes(UTF_8), UTF_8)) // half a surrogate pair is no text
            .map(it -> new Object[] {"kitchen.note", Value.of(it)});
    return Combinators.combine(
            Arbitraries.oneOf(numbers, switches, choices, texts),
            Arbitraries.longs().between(0, Long.MAX_VALUE),
            Arbitraries.of(Quality.class))
        .as(
            (pair, nanoseconds, quality) ->
                new Reading(
                    new PointId((String) pair[0]),
                    (Value) pair[1],
                    LineProtocol.instant(nanoseconds),
                    quality));
  }

  @Property
  void everyReadingComesBackAsItWasWritten(@ForAll("readings") Reading reading) {
    var line = LineProtocol.format(HOUSE, reading);

    assertThat(line).doesNotContain("\n");
    assertThat(decode(line))
        .singleElement()
        .isInstanceOfSatisfying(
            Decoded.Sent.class,
            it -> {
              var sent = it.reading();
              var type = HOUSE.requirePoint(new PointId(sent.point())).accepts();
              assertThat(sent.point()).isEqualTo(reading.point().name());
              assertThat(type.accept(sent.value())).isEqualTo(reading.value());
              assertThat(sent.time()).contains(reading.time());
              assertThat(sent.quality()).isEqualTo(reading.quality());
            });
  }

  @Property
  void aLineWithOneCharacterChangedIsRefusedOrMeansWhatItSays(
      @ForAll("readings") Reading reading, @ForAll int place, @ForAll char character) {
    var line = new StringBuilder(LineProtocol.format(HOUSE, reading));
    line.setCharAt(Math.floorMod(place, line.length()), character);
    for (var item : decode(line.toString())) {
      if (item instanceof Decoded.Sent(_, var sent)
          && sent.value() instanceof Value.Number(var n)) {
        assertThat(line.toString()).contains("value=");
        var written = line.toString().replaceFirst("(?s).*? value=([^, ]*).*", "$1");
        assertThat(n).isEqualTo(Double.parseDouble(written.replaceAll("[iu]$", "")) + 0.0);
      }
    }
  }

  @Property
  void garbageNeverBecomesAReading(@ForAll String garbage) {
    assertThat(decode(garbage))
        .allSatisfy(
            it -> {
              if (it instanceof Decoded.Sent(_, var sent)) {
                assertThat(garbage).contains("point=").contains(sent.point());
              }
            });
  }

  @Property
  void tagsAndFieldsWithAnyCharactersComeBack(
      @ForAll("names") String measurement,
      @ForAll("names") String tag,
      @ForAll("names") String field,
      @ForAll long time) {
    var line =
        escape(measurement)
            + ","
            + escape("k" + tag)
            + "="
            + escape(tag)
            + " "
            + escape(field)
            + "=1i "
            + time;
    assertThat(LineProtocol.parse(line))
        .isEqualTo(
            new LineProtocol.Line(
                measurement,
                java.util.Map.of("k" + tag, tag),
                java.util.Map.of(field, 1L),
                OptionalLong.of(time)));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars(" ,=abcé\"").ofMinLength(1).ofMaxLength(12);
  }

  private static String escape(String name) {
    return name.replaceAll("([ ,=])", "\\\\$1");
  }

  @Property
  void timesOfEveryPrecisionAreTheSameInstant(@ForAll Instant time) {
    var seconds = time.getEpochSecond();
    if (Math.abs(seconds) > 9_000_000_000L) {
      return;
    }
    for (var precision : LineProtocol.Precision.values()) {
      var perSecond =
          switch (precision) {
            case NANOSECONDS -> 1_000_000_000L;
            case MICROSECONDS -> 1_000_000L;
            case MILLISECONDS -> 1_000L;
            case SECONDS -> 1L;
          };
      assertThat(precision.instant(seconds * perSecond)).isEqualTo(Instant.ofEpochSecond(seconds));
    }
  }
}
