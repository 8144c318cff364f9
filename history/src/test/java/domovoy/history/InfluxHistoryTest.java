package domovoy.history;

import domovoy.testing.InfluxDb;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Against Debian's influxd, without which it is skipped. */
class InfluxHistoryTest extends HistoryContract {
  @TempDir static Path data;
  private static InfluxDb influx;
  private static History history;

  @BeforeAll
  static void start() {
    influx = InfluxDb.start(data, "domovoy");
    history = History.open(HistorySettings.influxDb(influx.uri()));
  }

  @AfterAll
  static void stop() {
    if (influx != null) { // null when skipped
      history.close();
      influx.close();
    }
  }

  @Override
  History history() {
    return history;
  }
}
