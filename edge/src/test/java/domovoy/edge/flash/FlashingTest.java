package domovoy.edge.flash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.edge.EdgeCommand;
import domovoy.edge.driver.arduino.BoardProbe;
import domovoy.edge.driver.arduino.EmulatedBoard;
import domovoy.testing.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The real avrdude and a real bootloader, on an emulated Uno. */
class FlashingTest {
  private static final int BAUD = 115_200;

  @TempDir private static Path folder;
  private static EmulatedBoard board;

  @TempDir private Path data;
  private final List<FlashProgress> progress = new ArrayList<>();

  @BeforeAll
  static void build() {
    Program.require("avrdude");
    board = EmulatedBoard.build(folder);
    board.buildBootloader();
  }

  @AfterEach
  void unplug() {
    board.unplug();
  }

  @AfterAll
  static void remove() {
    if (board != null) {
      board.close();
    }
  }

  @Test
  void theCommandWritesAProgramReadsItBackAndTheBoardRunsIt() throws Exception {
    board.plugInWithBootloader("firmware");

    var out = new StringWriter();
    var end =
        new CommandLine(new EdgeCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(
                "flash",
                "--board",
                "uno",
                "--port",
                board.port(),
                "--data",
                data.toString(),
                board.hex("firmware").toString());

    assertThat(end).as(out::toString).isZero();
    assertThat(out.toString())
        .contains("of 32256 bytes", "writing 100 %", "verifying 100 %", "the board runs ");
    assertThat(kept()).contains(image("firmware"));
  }

  @Test
  void whenTheNewProgramIsSilentTheOneThatWasOnTheBoardIsPutBack() throws Exception {
    board.plugInWithBootloader("firmware");

    var outcome = flash("mute");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            FlashOutcome.RolledBack.class,
            it -> {
              assertThat(it.why()).contains("no board answers");
              assertThat(it.board().points()).isPositive();
            });
    assertThat(progress)
        .contains(
            new FlashProgress(FlashProgress.Step.READING, 100),
            new FlashProgress(FlashProgress.Step.ROLLING_BACK, 0));
    assertThat(kept())
        .as("read from the board, without its bootloader")
        .contains(image("firmware"));
  }

  @Test
  void aBoardThatNeverRanAGoodProgramCannotGoBackToOne() throws Exception {
    board.plugInWithBootloader("mute");

    var outcome = flash("mute");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            FlashOutcome.Failed.class,
            it -> assertThat(it.why()).contains("no good program is known to go back to"));
    assertThat(kept()).isEmpty();
  }

  @Test
  void aBoardWithoutABootloaderKeepsItsProgramAndIsSaidToFail() throws Exception {
    board.plugIn(); // its program answers nothing that avrdude understands
    new GoodImages(data).keep(board.port(), BoardType.UNO, image("firmware"));

    var outcome = flash("mute");

    assertThat(outcome)
        .isInstanceOfSatisfying(
            FlashOutcome.Failed.class, it -> assertThat(it.why()).contains("avrdude error"));
    assertThat(new BoardProbe(board.port(), BAUD).ask())
        .isInstanceOf(BoardProbe.Answer.Announced.class);
  }

  @Test
  void aPortThatIsNotThereIsNamed() {
    board.plugIn();

    assertThatThrownBy(
            () ->
                new Flashing(BoardType.UNO, new BoardProbe("/dev/ttyNONE", BAUD), data)
                    .flash(image("firmware"), progress::add))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/dev/ttyNONE");
  }

  private FlashOutcome flash(String name) throws Exception {
    return new Flashing(BoardType.UNO, new BoardProbe(board.port(), BAUD), data)
        .flash(image(name), progress::add);
  }

  private static HexImage image(String name) throws IOException {
    return HexImage.parse(Files.readString(board.hex(name)), BoardType.UNO);
  }

  private Optional<HexImage> kept() throws IOException {
    return new GoodImages(data).of(board.port(), BoardType.UNO);
  }
}
