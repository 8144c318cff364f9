package domovoy.edge.driver.arduino;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Finds frames in the bytes of a line, whatever else is among them. For one thread. */
final class FrameReader {
  /** Of a largest frame, encoded. */
  private static final int LONGEST = Frame.LARGEST + 1;

  private final Consumer<Frame> frames;
  private final ByteArrayOutputStream current = new ByteArrayOutputStream(LONGEST);
  private boolean skipping;
  private long dropped;

  FrameReader(Consumer<Frame> frames) {
    this.frames = frames;
  }

  void read(byte[] bytes, int length) {
    for (var index = 0; index < length; index++) {
      read(bytes[index]);
    }
  }

  private void read(byte next) {
    if (next != 0) {
      if (current.size() == LONGEST) {
        skipping = true;
      } else {
        current.write(next);
      }
      return;
    }
    if (skipping) {
      dropped++;
    } else if (current.size() > 0) {
      Frame.fromLine(current.toByteArray()).ifPresentOrElse(frames, () -> dropped++);
    }
    current.reset();
    skipping = false;
  }

  /** How many pieces between zeros were no frames. */
  long dropped() {
    return dropped;
  }
}
