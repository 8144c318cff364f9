package domovoy.edge.flash;

import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Talks to a bootloader through the program {@code avrdude}. */
final class Avrdude implements Programmer {
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int MOST_OUTPUT = 1 << 16;
  private static final int MARKS = 50;

  private final String program;
  private final BoardType board;
  private final String port;

  /**
   * @param program {@code avrdude}, or where it is
   */
  Avrdude(String program, BoardType board, String port) {
    this.program = program;
    this.board = board;
    this.port = port;
  }

  @Override
  public void write(HexImage image, Consumer<FlashProgress> progress)
      throws IOException, InterruptedException {
    var file = Files.createTempFile("domovoy-firmware", ".hex");
    try {
      Files.writeString(file, image.text());
      run("flash:w:" + file + ":i", FlashProgress.Step.VERIFYING, progress);
    } finally {
      Files.delete(file);
    }
  }

  @Override
  public HexImage read(Consumer<FlashProgress> progress) throws IOException, InterruptedException {
    var file = Files.createTempFile("domovoy-firmware", ".hex");
    try {
      run("flash:r:" + file + ":i", FlashProgress.Step.READING, progress);
      return HexImage.readFrom(Files.readString(file), board);
    } catch (InvalidInputException e) {
      throw new IOException("avrdude read nonsense: " + e.getMessage(), e);
    } finally {
      Files.delete(file);
    }
  }

  private void run(String what, FlashProgress.Step reading, Consumer<FlashProgress> progress)
      throws IOException, InterruptedException {
    // -D: these bootloaders erase page by page as they write, and know no erasing of the chip
    var command =
        List.of(
            program,
            "-p",
            board.chip(),
            "-c",
            board.programmer(),
            "-P",
            port,
            "-b",
            "" + board.baud(),
            "-D",
            "-U",
            what);
    var process = start(command);
    Thread.ofVirtual().start(() -> endInTime(process));
    var output = new Output(reading, progress);
    try (var reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      output.follow(reader);
      if (process.waitFor() != 0) {
        throw new IOException(output.complaint());
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> command) throws IOException {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
          .start();
    } catch (IOException e) {
      throw new IOException("avrdude is needed and does not start: apt-get install avrdude", e);
    }
  }

  private static void endInTime(Process process) {
    try {
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** What avrdude prints: for each step {@code Writing | ####… | 100%}, a mark for two percent. */
  static final class Output {
    private final FlashProgress.Step reading;
    private final Consumer<FlashProgress> progress;
    private final StringBuilder all = new StringBuilder();
    private final StringBuilder line = new StringBuilder();
    private int marks;

    Output(FlashProgress.Step reading, Consumer<FlashProgress> progress) {
      this.reading = reading;
      this.progress = progress;
    }

    void follow(Reader reader) throws IOException {
      for (var next = reader.read(); next >= 0; next = reader.read()) {
        take((char) next);
      }
    }

    private void take(char next) {
      if (all.length() < MOST_OUTPUT) {
        all.append(next);
      }
      if (next == '\n' || next == '\r') {
        line.setLength(0);
        marks = 0;
      } else if (line.length() < MOST_OUTPUT) {
        line.append(next);
      }
      if (next == '#' && marks < MARKS) {
        marks++;
        if (line.indexOf("Writing |") == 0) {
          progress.accept(new FlashProgress(FlashProgress.Step.WRITING, marks * 100 / MARKS));
        } else if (line.indexOf("Reading |") == 0) {
          progress.accept(new FlashProgress(reading, marks * 100 / MARKS));
        }
      }
    }

    /** The lines that say what went wrong. */
    String complaint() {
      var lines = new ArrayList<>(all.toString().lines().filter(it -> !it.isBlank()).toList());
      var errors =
          lines.stream()
              .filter(it -> it.startsWith("avrdude error") || it.contains("mismatch"))
              .distinct()
              .limit(3)
              .collect(Collectors.joining("; "));
      if (!errors.isEmpty()) {
        return errors;
      }
      return lines.isEmpty() ? "avrdude failed and does not say why" : lines.getLast();
    }
  }
}
