package domovoy.edge.driver.arduino;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers that stand in {@code docs/serial-protocol.md} and in the papers it cites. */
class SerialProtocolTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void theCheckValueOfTheCrcIsThatOfTheCatalogue() {
    var bytes = "123456789".getBytes(StandardCharsets.US_ASCII);

    assertThat(Crc16.of(bytes, bytes.length)).isEqualTo(0x29B1);
    assertThat(Crc16.of(bytes, 0)).isEqualTo(0xFFFF);
  }

  @Test
  void cobsEncodesTheExamplesOfItsPaper() {
    assertCobs("00", "0101");
    assertCobs("0000", "010101");
    assertCobs("00110000", "0102110101");
    assertCobs("11220033", "0311220233");
    assertCobs("11223344", "0511223344");
    assertCobs("11000000", "0211010101");
    assertCobs("", "01");
  }

  @Test
  void aRunOf254BytesNeedsNoFurtherByteAndALongerOneNeedsOne() {
    var run = new byte[255];
    Arrays.fill(run, (byte) 7);

    assertThat(Cobs.encode(Arrays.copyOf(run, 254))).hasSize(255).startsWith(255);
    assertThat(Cobs.encode(run)).hasSize(257).endsWith(2, 7);
    run[254] = 0;
    assertThat(Cobs.decode(Cobs.encode(run)))
        .hasValueSatisfying(it -> assertThat(it).isEqualTo(run));
  }

  @Test
  void theFrameByHandIsAsTheDocumentSays() {
    var ping = new Message.Ping().inFrame(5, 0x1234);

    assertThat(HEX.formatHex(ping.toLine())).isEqualTo("0007020534127a7900");
    assertThat(Frame.fromLine(HEX.parseHex("07020534127a79"))).contains(ping);
  }

  @Test
  void aReaderThatComesLateFindsTheNextFrame() {
    var found = new ArrayList<Frame>();
    var reader = new FrameReader(found::add);
    var first = new Message.Ping().inFrame(1, 9).toLine();
    var second = new Message.Sample(3, 0, -40).inFrame(2, 9);

    reader.read(Arrays.copyOfRange(first, 4, first.length), first.length - 4);
    reader.read(second.toLine(), second.toLine().length);

    assertThat(found).isEqualTo(List.of(second));
    assertThat(reader.dropped()).isEqualTo(1);
  }

  @Test
  void whatNeverEndsIsSkippedInBoundedMemory() {
    var found = new ArrayList<Frame>();
    var reader = new FrameReader(found::add);
    var noise = new byte[1 << 20];
    Arrays.fill(noise, (byte) 0x55);
    var frame = new Message.Ping().inFrame(1, 9);

    reader.read(noise, noise.length);
    reader.read(frame.toLine(), frame.toLine().length);

    assertThat(found).containsExactly(frame);
  }

  private static void assertCobs(String plain, String encoded) {
    assertThat(HEX.formatHex(Cobs.encode(HEX.parseHex(plain)))).isEqualTo(encoded);
    assertThat(Cobs.decode(HEX.parseHex(encoded)).map(HEX::formatHex)).contains(plain);
  }
}
