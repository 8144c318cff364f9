package domovoy.edge.flash;

import domovoy.edge.driver.arduino.BoardProbe;
import domovoy.edge.driver.arduino.BoardProbe.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Puts a program on a board. Afterwards the board must announce itself within 10 s, else the last
 * good program is put back: the one that was flashed before and announced itself, or, the first
 * time, the one found on the board.
 */
public final class Flashing {
  private final BoardType type;
  private final BoardProbe probe;
  private final GoodImages images;
  private final Programmer programmer;

  /**
   * @param probe the board's port, and the rate at which its programs speak
   * @param data the node's data folder, where good programs are kept
   */
  public Flashing(BoardType type, BoardProbe probe, Path data) {
    this(type, probe, data, new Avrdude("avrdude", type, probe.port()));
  }

  Flashing(BoardType type, BoardProbe probe, Path data, Programmer programmer) {
    this.type = type;
    this.probe = probe;
    this.images = new GoodImages(data);
    this.programmer = programmer;
  }

  /**
   * Writes, verifies, listens, and rolls back if need be.
   *
   * @param progress told from this thread
   * @throws IOException when nothing was changed yet: the port is not there, or another program has
   *     it, or the present program cannot be read
   */
  public FlashOutcome flash(HexImage image, Consumer<FlashProgress> progress)
      throws IOException, InterruptedException {
    var before = lastGood(listen(progress), progress);
    var trouble = attempt(image, progress);
    switch (trouble) {
      case Answer.Announced board -> {
        images.keep(probe.port(), type, image);
        return new FlashOutcome.Flashed(board);
      }
      case Answer.Silent(var why) -> {
        if (before.isEmpty()) {
          return new FlashOutcome.Failed(why + "; no good program is known to go back to");
        }
        return rollBack(why, before.get(), progress);
      }
    }
  }

  private Optional<HexImage> lastGood(Answer present, Consumer<FlashProgress> progress)
      throws IOException, InterruptedException {
    var kept = images.of(probe.port(), type);
    if (kept.isEmpty() && present instanceof Answer.Announced) {
      var found = programmer.read(progress);
      images.keep(probe.port(), type, found);
      return Optional.of(found);
    }
    return kept;
  }

  private FlashOutcome rollBack(String why, HexImage good, Consumer<FlashProgress> progress)
      throws InterruptedException {
    progress.accept(new FlashProgress(FlashProgress.Step.ROLLING_BACK, 0));
    return switch (attempt(good, progress)) {
      case Answer.Announced board -> new FlashOutcome.RolledBack(why, board);
      case Answer.Silent(var again) ->
          new FlashOutcome.Failed(why + "; nor does the last good program run: " + again);
    };
  }

  /**
   * Writes a program and listens; a failure to write counts as silence, as half of it may be on.
   */
  private Answer attempt(HexImage image, Consumer<FlashProgress> progress)
      throws InterruptedException {
    try {
      programmer.write(image, progress);
      return listen(progress);
    } catch (IOException e) {
      return new Answer.Silent(e.getMessage());
    }
  }

  private Answer listen(Consumer<FlashProgress> progress) throws IOException, InterruptedException {
    progress.accept(new FlashProgress(FlashProgress.Step.LISTENING, 0));
    return probe.ask();
  }
}
