package domovoy.history;

/** Where readings are kept: written by the collector, read by the controller. */
public interface History extends HistoryWriter, HistoryReader, AutoCloseable {

  /**
   * Opens the history that the settings name; {@code embedded} also starts it.
   *
   * @throws domovoy.core.InvalidInputException naming the setting that is wrong
   */
  static History open(HistorySettings settings) {
    return switch (settings.kind()) {
      case QUESTDB -> new QuestHistory(settings);
      case INFLUXDB -> new InfluxHistory(settings);
      case EMBEDDED -> QuestHistory.embedded(settings);
    };
  }

  /**
   * Waits until everything that was written before this call is seen by readers of the store.
   *
   * @throws HistoryException.Unavailable when the store does not catch up in time
   */
  void awaitVisible() throws HistoryException;

  @Override
  void close();
}
