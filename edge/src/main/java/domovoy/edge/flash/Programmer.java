package domovoy.edge.flash;

import java.io.IOException;
import java.util.function.Consumer;

/** Reaches the flash of a board. */
interface Programmer {
  /**
   * Writes a program and reads it back.
   *
   * @throws IOException when the bootloader does not answer, or what it reads back differs
   */
  void write(HexImage image, Consumer<FlashProgress> progress)
      throws IOException, InterruptedException;

  /** Reads the program that is on the board. */
  HexImage read(Consumer<FlashProgress> progress) throws IOException, InterruptedException;
}
