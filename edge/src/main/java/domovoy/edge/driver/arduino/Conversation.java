package domovoy.edge.driver.arduino;

import domovoy.edge.driver.serial.Line;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Messages over a line in one session: writes frames with their numbers, and reads those of the
 * session alone. Writing is for any thread, reading for one.
 */
final class Conversation {

  /**
   * A message from the board.
   *
   * @param session as the board wrote it: ours, or 0 of a board that has just started
   */
  record Heard(Message message, int session) {}

  private final Line line;
  private final int session;
  private final Queue<Heard> heard = new ArrayDeque<>();
  private final FrameReader reader = new FrameReader(this::take);
  private final byte[] bytes = new byte[256];
  private int sequence;

  Conversation(Line line, int session) {
    this.line = line;
    this.session = session;
  }

  /** Sends a message and returns the sequence of its frame. */
  synchronized int send(Message message) throws IOException {
    var number = sequence++ & 0xFF;
    line.write(message.inFrame(number, session).toLine());
    return number;
  }

  /** The sequence that the next frame will have. */
  synchronized int nextSequence() {
    return sequence & 0xFF;
  }

  /** Sends a message again as it was sent before. */
  synchronized void resend(Message message, int number) throws IOException {
    line.write(message.inFrame(number, session).toLine());
  }

  /** The next message, if one comes within a short while. */
  Optional<Heard> next() throws IOException {
    if (heard.isEmpty()) {
      reader.read(bytes, line.read(bytes));
    }
    return Optional.ofNullable(heard.poll());
  }

  private void take(Frame frame) {
    if (frame.session() == session || frame.session() == 0) {
      Message.of(frame).ifPresent(it -> heard.add(new Heard(it, frame.session())));
    }
  }
}
