package domovoy.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import domovoy.core.InvalidInputException;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.testing.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedQuestDbTest {
  private static final Duration START = Duration.ofSeconds(60);
  private static final int KILLS = 3;

  @TempDir Path data;

  @Test
  void killedInTheMiddleOfWritesItKeepsEveryAcknowledgedOne() throws Exception {
    var point = Samples.number("kill.temperature");
    var acknowledged = 0;
    for (var round = 0; round < KILLS; round++) {
      var port = Program.freePort();
      try (var writer =
          Program.java(
              CountingWriter.class,
              List.of("-Xmx256m"),
              List.of(data.toString(), "" + port, "" + acknowledged))) {
        writer.awaitLine("acknowledged " + (acknowledged + 20), START);
        Thread.sleep(ThreadLocalRandom.current().nextInt(200));
        writer.kill();
        acknowledged = lastAcknowledged(writer.output());
      }
    }
    try (var history = History.open(HistorySettings.embedded(data, Program.freePort()))) {
      history.awaitVisible();
      var kept = history.readings(point, Samples.START, TimeSeriesHistory.LATEST);

      assertThat(acknowledged).isGreaterThanOrEqualTo(20 * KILLS);
      assertThat(kept).hasSizeGreaterThanOrEqualTo(acknowledged);
      for (var number = 0; number < acknowledged; number++) {
        assertThat(kept.get(number)).isEqualTo(CountingWriter.reading(number));
      }
    }
  }

  @Test
  void whatWasWrittenIsThereAfterAStopAndAStart() throws Exception {
    var point = Samples.number("stop.temperature");
    var reading = Reading.good(point.id(), Value.of(21.5), Samples.START);
    try (var history = History.open(HistorySettings.embedded(data, Program.freePort()))) {
      history.write(Samples.lines(point, List.of(reading)));
    }
    try (var history = History.open(HistorySettings.embedded(data, Program.freePort()))) {
      history.awaitVisible();

      assertThat(history.latest(point)).contains(reading);
    }
  }

  @Test
  void aTableThatStoodStillGoesOnAtTheNextStart() throws Exception {
    var point = Samples.number("still.temperature");
    var january = Reading.good(point.id(), Value.of(1), Samples.START);
    var later = Reading.good(point.id(), Value.of(2), Samples.START.plusSeconds(60));
    var march = Reading.good(point.id(), Value.of(3), Instant.parse("2016-03-01T00:00:00Z"));
    Path values;
    var away = data.resolve("values-of-january");
    try (var history = History.open(HistorySettings.embedded(data, Program.freePort()))) {
      history.write(Samples.lines(point, List.of(january, march)));
      history.awaitVisible();
      values = valuesOf("temperature", "2016-01");
      Files.move(values, away);
      Files.createDirectory(values); // which cannot be opened as a file
      history.write(Samples.lines(point, List.of(later)));

      assertThatThrownBy(history::awaitVisible)
          .isInstanceOf(HistoryException.Unavailable.class)
          .hasMessageContaining("has suspended table temperature");
    }
    Files.delete(values);
    Files.move(away, values);
    try (var history = History.open(HistorySettings.embedded(data, Program.freePort()))) {
      history.awaitVisible();

      assertThat(history.readings(point, Samples.START, TimeSeriesHistory.LATEST))
          .containsExactly(january, later, march);
    }
  }

  @Test
  void aSecondOneOnTheSameFolderOrPortSaysWhatIsInTheWay() throws Exception {
    var port = Program.freePort();
    try (var _ = EmbeddedQuestDb.start(data, port);
        var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedQuestDb.start(data, Program.freePort()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("data: expected a folder that no other program uses");
      assertThatThrownBy(() -> EmbeddedQuestDb.start(data.resolve("other"), taken.getLocalPort()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("port: expected a free port for the history");
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    var file = Files.createFile(data.resolve("file"));

    assertThatThrownBy(() -> EmbeddedQuestDb.start(file.resolve("in-it"), Program.freePort()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("data: expected a folder that can be written");
  }

  @Test
  void itAsksForThePasswordThatItsTokenFileHas() throws Exception {
    try (var database = EmbeddedQuestDb.start(data, Program.freePort());
        var strangers =
            History.open(HistorySettings.questDb(database.settings().url().orElseThrow()));
        var http = HttpClient.newHttpClient()) {
      var point = Samples.number("stranger.temperature");
      var line = "temperature,point=stranger.temperature value=1 1";

      assertThatThrownBy(() -> strangers.write(List.of(line)))
          .isInstanceOf(HistoryException.Unauthorized.class);
      assertThatThrownBy(() -> strangers.latest(point))
          .isInstanceOf(HistoryException.Unauthorized.class);
      assertThat(write(http, database.settings().address(), line)).isEqualTo(401);
      var token = database.settings().tokenFile().orElseThrow();
      assertThat(Files.getPosixFilePermissions(token))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void aStoreThatIsNotThereIsUnavailableAndThatIsRetriable() throws Exception {
    var nowhere = URI.create("http://127.0.0.1:" + Program.freePort());
    var point = Samples.number("nowhere.temperature");
    for (var settings :
        List.of(HistorySettings.questDb(nowhere), HistorySettings.influxDb(nowhere))) {
      try (var history = History.open(settings)) {
        assertThatThrownBy(() -> history.write(List.of("temperature,point=a.b value=1 1")))
            .isInstanceOfSatisfying(
                HistoryException.Unavailable.class, it -> assertThat(it.isRetriable()).isTrue())
            .hasMessageContaining("the history at " + nowhere + " is not reached");
        assertThatThrownBy(() -> history.latest(point))
            .isInstanceOf(HistoryException.Unavailable.class)
            .hasMessageContaining("the history at " + nowhere + " is not reached");
      }
    }
  }

  private Path valuesOf(String table, String month) throws IOException {
    try (var files = Files.walk(data.resolve("db"))) {
      return files
          .filter(it -> it.endsWith("value.d"))
          .filter(it -> it.getParent().getFileName().toString().startsWith(month))
          .filter(it -> it.getParent().getParent().getFileName().toString().startsWith(table))
          .findFirst()
          .orElseThrow();
    }
  }

  private static int write(HttpClient http, URI address, String line) throws Exception {
    var request =
        HttpRequest.newBuilder(address.resolve("/api/v2/write"))
            .POST(HttpRequest.BodyPublishers.ofString(line))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static int lastAcknowledged(String output) {
    Optional<String> last =
        output.lines().filter(it -> it.startsWith("acknowledged ")).reduce((_, later) -> later);
    return Integer.parseInt(last.orElseThrow().split(" ")[1]);
  }
}
