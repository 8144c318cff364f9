package domovoy.history;

import domovoy.testing.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class QuestHistoryTest extends HistoryContract {
  @TempDir static Path data;
  private static History history;

  @BeforeAll
  static void start() {
    history = History.open(HistorySettings.embedded(data, Program.freePort()));
  }

  @AfterAll
  static void stop() {
    history.close();
  }

  @Override
  History history() {
    return history;
  }
}
