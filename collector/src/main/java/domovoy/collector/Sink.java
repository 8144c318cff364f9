package domovoy.collector;

import domovoy.service.buffer.Batch;

/** Where readings go from the buffer. Each sink is isolated: none waits for another. */
interface Sink {
  String name();

  /**
   * Hands the records on: line protocol, some lines each. When it returns, all of them are dealt
   * with.
   *
   * @throws NotDelivered when the same call is to be made again later
   */
  void deliver(Batch batch) throws NotDelivered, InterruptedException;

  /** The neighbour does not take readings now. */
  final class NotDelivered extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason the metric's label: {@code unavailable}, {@code unauthorized}
     */
    NotDelivered(String reason, String message, Throwable cause) {
      super(message, cause);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }
}
