package domovoy.collector.spi;

import domovoy.core.Decoded;
import java.util.List;
import java.util.function.Consumer;

/** Where a source brings its readings. May be called from any thread. */
public interface Inbox {

  /** The source is connected: whatever was wrong is over. */
  void connected();

  /**
   * Takes some readings. When this returns, the good ones are on disk and the others are counted
   * and shown; now the sender can be told that they arrived. Many at once share one write.
   *
   * @param decode is given where to put what it decodes
   * @throws NotTaken when nothing was taken; the source must not say that it was
   */
  void take(Consumer<Consumer<Decoded>> decode) throws NotTaken;

  /**
   * Devices that this source found. Those that the house does not have yet are added to it, in an
   * area guessed from their names; what people changed of known ones stays as it is. Never waits
   * for a controller that is away: it is told later. What goes wrong is shown with the source.
   */
  void found(List<FoundDevice> devices);

  /** Readings that had to be left lying, as they came faster than they could be taken. */
  void overrun(long readings);

  /** The buffer is full, or the house is not known yet. */
  final class NotTaken extends Exception {
    private static final long serialVersionUID = 1L;

    public NotTaken(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
