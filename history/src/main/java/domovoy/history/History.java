package domovoy.history;

/** Where readings are kept: written by the collector, read by the controller. */
public interface History extends HistoryWriter, HistoryReader, AutoCloseable {

  /**
   * Waits until everything that was written before this call is seen by readers of the store.
   *
   * @throws HistoryException.Unavailable when the store does not catch up in time
   */
  void awaitVisible() throws HistoryException;

  @Override
  void close();
}
