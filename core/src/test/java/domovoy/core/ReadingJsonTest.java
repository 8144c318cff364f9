package domovoy.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingJsonTest {
  private static List<Decoded> decode(String body) {
    var decoded = new ArrayList<Decoded>();
    ReadingJson.decode(body.getBytes(UTF_8), decoded::add);
    return decoded;
  }

  private static String outline(String body) {
    return decode(body).stream()
        .map(
            it ->
                switch (it) {
                  case Decoded.Sent(var number, var sent) ->
                      number + " " + sent.point() + "=" + sent.value();
                  case Decoded.Malformed(var number, var faults, _) ->
                      number
                          + " !"
                          + faults.stream()
                              .map(InvalidInputException.Fault::field)
                              .collect(Collectors.joining(","));
                })
        .collect(Collectors.joining("\n"));
  }

  @Test
  void oneReadingWithEverythingItCanSay() {
    var body =
        """
        {
          "point": "kitchen.temperature",
          "value": 70.5,
          "time": "2026-01-01T14:00:00+02:00",
          "quality": "late",
          "unit": "[degF]"
        }
        """;
    assertThat(decode(body))
        .containsExactly(
            new Decoded.Sent(
                1,
                new SentReading(
                    "kitchen.temperature",
                    Value.of(70.5),
                    Optional.of(new Unit("[degF]")),
                    Optional.of(Instant.parse("2026-01-01T12:00:00Z")),
                    Quality.LATE)));
  }

  @Test
  void anArray() {
    var body =
        """
        [{"point":"a.b","value":1},
         {"point":"a.c","value":true},{"point":"a.d","value":"slow"}]
        """;
    assertThat(outline(body)).isEqualTo("1 a.b=1\n2 a.c=on\n3 a.d=slow");
  }

  @Test
  void oneObjectALine() {
    assertThat(outline("{\"point\":\"a.b\",\"value\":1}\n\n{\"point\":\"a.b\",\"value\":3}\n"))
        .isEqualTo("1 a.b=1\n3 a.b=3");
  }

  @Test
  void aBrokenLineSpoilsItselfOnly() {
    var good = "{\"point\":\"a.b\",\"value\":1}\n";
    assertThat(outline(good + "{\"point\":\"a.b\",\"val\n" + good))
        .isEqualTo("1 a.b=1\n2 !body\n3 a.b=1");
  }

  @Test
  void aWrongItemOfAnArraySpoilsItselfOnly() {
    var body =
        """
        [{"point":"a.b","value":1}, 7, {"point":"a.b"}, {"point":"a.b","value":NaN},
         {"point":"a.b","value":{"deep":[1]}}, {"point":"a.b","value":6}]
        """;
    assertThat(outline(body)).isEqualTo("1 a.b=1\n2 !body\n3 !value\n4 !value\n5 !value\n6 a.b=6");
  }

  @Test
  void brokenJsonInAnArrayIsToldByItsPlaceAndWhatCameBeforeStands() {
    assertThat(outline("[{\"point\":\"a.b\",\"value\":1},{\"point\":,]"))
        .isEqualTo("1 a.b=1\n2 !body");
    assertThat(outline("[{\"point\":\"a.b\",\"value\":1}")).isEqualTo("1 a.b=1\n2 !body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"value\":1} | point",
        "{\"point\":\"a.b\"} | value",
        "{} | point,value",
        "{\"point\":7,\"value\":1} | point",
        "{\"point\":\"a.b\",\"value\":null} | value",
        "{\"point\":\"a.b\",\"value\":1e999} | value",
        "{\"point\":\"a.b\",\"value\":1,\"unit\":\"furlong\"} | unit",
        "{\"point\":\"a.b\",\"value\":1,\"time\":\"noon\"} | time",
        "{\"point\":\"a.b\",\"value\":1,\"time\":1767268800} | time",
        "{\"point\":\"a.b\",\"value\":1,\"quality\":\"so-so\"} | quality",
        "{\"point\":\"a.b\",\"value\":1,\"colour\":\"red\"} | colour",
        "{\"point\":\"a.b\",\"value\":1,\"value\":2} | value",
        "{\"point\":\"a.b\",\"value\":1} x | body",
        "{\"point\":\"a.b\",\"value\":1 | body",
        "nonsense | body",
        "12 | body",
      })
  void aWrongReadingIsRefusedNamingTheField(String body, String field) {
    assertThat(outline(body)).isEqualTo("1 !" + field);
  }

  @Test
  void anEmptyBodyIsRefused() {
    assertThat(outline("")).isEqualTo("1 !body");
    assertThat(outline("[]")).isEmpty();
  }

  @Property
  void garbageNeverBecomesAReading(@ForAll String garbage) {
    assertThat(decode(garbage))
        .allSatisfy(
            it -> {
              if (it instanceof Decoded.Sent) {
                assertThat(garbage).contains("\"point\"").contains("\"value\"");
              }
            });
  }
}
