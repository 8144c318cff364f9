package domovoy.edge.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HexImageTest {
  private static final String END = ":00000001FF\n";

  @Test
  void aProgramIsReadAndWrittenAgain() {
    var text = ":040000000C94340028\n" + END;

    var image = HexImage.parse(text, BoardType.UNO);

    assertThat(image.size()).isEqualTo(4);
    assertThat(image.text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          :040000000C9434002D | a record of Intel HEX with the right length and checksum
          040000000C9434002C  | a record of Intel HEX with the right length and checksum
          :050000000C9434002B | a record of Intel HEX with the right length and checksum
          :04000               | a record of Intel HEX with the right length and checksum
          :0400000A0C9434001E | a record of type 0 to 5
          :047E00000C943400AA | no byte beyond address 32255
          :02000004FFFFFC     | an address of a small chip
          :00000001FF         | a program that begins at address 0
          :04001000FFFFFFFFF0 | the record that ends the file: is it whole?
          """)
  void whatIsNoProgramIsRefusedWithTheReason(String line, String reason) {
    assertThatThrownBy(() -> HexImage.parse(line + "\n", BoardType.UNO))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void theBootloaderIsLeftOutOfWhatWasReadFromABoard() {
    var image =
        HexImage.readFrom(":040000000C94340028\n:047E00000C943400AA\n" + END, BoardType.UNO);

    assertThat(image).isEqualTo(HexImage.parse(":040000000C94340028\n" + END, BoardType.UNO));
  }

  @Property(tries = 200)
  void anyBytesAreReadWithoutAnyOtherError(@ForAll @Size(max = 60) String text) {
    try {
      HexImage.parse(text, BoardType.UNO);
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageContaining("firmware");
    }
  }
}
