package domovoy.edge;

import domovoy.core.InvalidInputException;
import domovoy.edge.driver.arduino.BoardProbe;
import domovoy.edge.flash.BoardType;
import domovoy.edge.flash.FlashOutcome;
import domovoy.edge.flash.FlashProgress;
import domovoy.edge.flash.Flashing;
import domovoy.edge.flash.HexImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./domovoy edge flash}. */
@Command(
    name = "flash",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a program on a board through its bootloader, reads it back, and waits until the board"
          + " announces itself. When it does not within 10 s, the last good program is put back.",
      "",
      "The port must be free: stop the node, or take the device out of its settings, first.",
      "",
      "Ends with 0 when the new program runs, with 1 when it does not."
    })
final class FlashCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int STRIDE = 20;

  @Option(
      names = "--board",
      required = true,
      paramLabel = "BOARD",
      description = "uno, nano, nano-old (its bootloader is from before 2018) or mega")
  private String board;

  @Option(
      names = "--port",
      required = true,
      paramLabel = "PORT",
      description = "the serial port, best by its lasting name in /dev/serial/by-id/")
  private String port;

  @Option(
      names = "--baud",
      paramLabel = "RATE",
      defaultValue = "115200",
      description = "the rate at which the program speaks (${DEFAULT-VALUE})")
  private int baud;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/edge",
      description = "the node's data folder, where good programs are kept (${DEFAULT-VALUE})")
  private Path data;

  @Parameters(paramLabel = "FILE", description = "the program, in Intel HEX")
  private Path file;

  @Spec private CommandSpec spec;

  private String shown = "";

  @Override
  public Integer call() throws InterruptedException {
    try {
      var type = BoardType.of(board);
      var image = HexImage.parse(text(), type);
      print("%s: %d of %d bytes".formatted(file, image.size(), type.programBytes()));
      var flashing = new Flashing(type, new BoardProbe(port, baud), data);
      return tell(flashing.flash(image, this::show));
    } catch (InvalidInputException | IOException e) {
      return fail(e.getMessage());
    }
  }

  private String text() throws IOException {
    try (var in = Files.newInputStream(file)) {
      return new String(in.readNBytes(HexImage.LONGEST_TEXT + 1), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException("firmware", "a file that is there", file.toString());
    }
  }

  private int tell(FlashOutcome outcome) {
    return switch (outcome) {
      case FlashOutcome.Flashed(var it) -> {
        print("the board runs %s with %d points".formatted(it.name(), it.points()));
        yield 0;
      }
      case FlashOutcome.RolledBack(var why, var it) ->
          fail(
              "the new program does not run (%s); the last good one, %s with %d points, is back"
                  .formatted(why, it.name(), it.points()));
      case FlashOutcome.Failed(var why) -> fail("the board does not run: " + why);
    };
  }

  private void show(FlashProgress progress) {
    var step = progress.step().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    var percent = progress.percent() / STRIDE * STRIDE;
    var text = percent == 0 ? step + " …" : "%s %d %%".formatted(step, percent);
    if (!text.equals(shown)) {
      print(text);
    }
    shown = text;
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text);
    out.flush();
  }

  private int fail(String why) {
    spec.commandLine().getErr().println("domovoy edge flash: " + why);
    return FAILED;
  }
}
