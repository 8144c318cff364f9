package domovoy.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineDecoderTest {
  private static List<Decoded> decode(String body, LineProtocol.Precision precision) {
    var decoded = new ArrayList<Decoded>();
    LineProtocol.decode(body.getBytes(UTF_8), precision, decoded::add);
    return decoded;
  }

  private static List<Decoded> decode(String body) {
    return decode(body, LineProtocol.Precision.NANOSECONDS);
  }

  private static String outline(List<Decoded> decoded) {
    return decoded.stream()
        .map(
            it ->
                switch (it) {
                  case Decoded.Sent(var number, var sent) ->
                      number + " " + sent.point() + "=" + sent.value();
                  case Decoded.Malformed(var number, var faults, _) ->
                      number + " !" + faults.getFirst().field();
                })
        .collect(Collectors.joining("\n"));
  }

  @Test
  void goodLinesAroundABadOneAreReadAndTheBadOneIsToldByItsNumber() {
    var body =
        """
        # a comment
        t,point=a.b value=1 1

        t,point=a.b value= 2
        t,point=a.b value=3 3
        """;
    assertThat(outline(decode(body))).isEqualTo("2 a.b=1\n4 !value\n5 a.b=3");
  }

  @Test
  void aMissingQuoteSpoilsItsOwnLineOnly() {
    var body = "t,point=a.b text=\"open 1\nt,point=a.b value=2 2\nt,point=a.c text=\"x\" 3";
    assertThat(outline(decode(body))).isEqualTo("1 !text\n2 a.b=2\n3 a.c=x");
  }

  @Test
  void linesInsideATextAreNotTakenForReadings() {
    var body = "t,point=a.b text=\"a\nt,point=a.b value=2 2\nb\" 1\nt,point=a.b value=4 4";
    assertThat(outline(decode(body))).isEqualTo("1 !text\n4 a.b=4");
  }

  @Test
  void aTimeIsReadInThePrecisionAsked() {
    var expected = Instant.parse("2026-01-01T12:00:00Z");
    var seconds = "t,point=a.b value=1 1767268800";
    assertThat(time(seconds, LineProtocol.Precision.SECONDS)).isEqualTo(expected);
    assertThat(time(seconds + "000", LineProtocol.Precision.MILLISECONDS)).isEqualTo(expected);
    assertThat(time(seconds + "000000", LineProtocol.Precision.MICROSECONDS)).isEqualTo(expected);
    assertThat(time(seconds + "000000000", LineProtocol.Precision.NANOSECONDS)).isEqualTo(expected);
  }

  private static Instant time(String line, LineProtocol.Precision precision) {
    return ((Decoded.Sent) decode(line, precision).getFirst()).reading().time().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "t,point=a.b value=NaN 1 | value",
        "t,point=a.b value=Infinity 1 | value",
        "t,point=a.b value=1e999 1 | value",
        "t,point=a.b value=0x1p3 1 | value",
        "t,point=a.b value=1d 1 | value",
        "t,point=a.b value=12abc 1 | value",
        "t,point=a.b value=18446744073709551615u 1 | value",
        "t,point=a.b value=1,value=2 1 | value",
        "t,point=a.b value=1,text=\"x\" 1 | value",
        "t,point=a.b text=1 1 | text",
        "t,point=a.b humidity=1 1 | humidity",
        "t,point=a.b value=1 yesterday | time",
        "t,point=a.b value=1 1 2 | time",
        "t,point=a.b value=1 99999999999999999999 | time",
        "t,point=a.b,point=a.c value=1 1 | tag point",
        "t value=1 1 | point",
        "t,point=a.b value=1,quality=\"so-so\" 1 | quality",
        ",point=a.b value=1 1 | measurement",
        "t,point=a.b | fields",
      })
  void aWrongLineIsRefusedNamingTheField(String line, String field) {
    assertThat(outline(decode(line))).isEqualTo("1 !" + field);
  }

  @Test
  void windowsLineEndsAreLineEnds() {
    assertThat(outline(decode("t,point=a.b value=1\r\nt,point=a.b value=2 2\r\n")))
        .isEqualTo("1 a.b=1\n2 a.b=2");
  }
}
