package domovoy.collector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.core.Json;
import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.history.EmbeddedQuestDb;
import domovoy.history.History;
import domovoy.history.HistoryException;
import domovoy.history.HistorySettings;
import domovoy.testing.Eventually;
import domovoy.testing.InfluxDb;
import domovoy.testing.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The collector as a process of its own, killed with -9 in the middle of writes. */
class CollectorKilledTest {
  private static final int KILLS = 20;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final PointId POINT = new PointId("kitchen.temperature");

  @TempDir Path directory;

  private final ConcurrentSkipListSet<Integer> acknowledged = new ConcurrentSkipListSet<>();
  private int next;

  /** The command line of the collector alone. */
  static final class Main {
    public static void main(String[] arguments) {
      System.exit(new CommandLine(new CollectorCommand()).execute(arguments));
    }
  }

  @Test
  void killedTwentyTimesWhileQuestDbRunsEveryAcknowledgedReadingIsThere() throws Exception {
    try (var store = EmbeddedQuestDb.start(directory.resolve("questdb"), Program.freePort());
        var history = History.open(store.settings())) {
      killAndFindAll(store.settings(), history, _ -> {});
    }
  }

  @Test
  void killedTwentyTimesWhileInfluxDbComesAndGoesEveryAcknowledgedReadingIsThere()
      throws Exception {
    try (var store = InfluxDb.start(directory.resolve("influxdb"), "domovoy");
        var history = History.open(HistorySettings.influxDb(store.uri()))) {
      killAndFindAll(
          HistorySettings.influxDb(store.uri()),
          history,
          kill -> {
            if (kill % 5 == 1) {
              store.kill();
            }
            if (kill % 5 == 3) {
              store.startAgain();
            }
          });
    }
  }

  /** What a test does to the store between two kills of the collector. */
  private interface Trouble {
    void before(int kill);
  }

  private void killAndFindAll(HistorySettings store, History history, Trouble trouble)
      throws Exception {
    for (var kill = 0; kill < KILLS; kill++) {
      trouble.before(kill);
      try (var collector = start(store)) {
        sendUntilKilled(collector);
      }
    }
    assertThat(acknowledged.size()).isGreaterThan(KILLS * 3);
    try (var collector = start(store)) {
      Eventually.within(START, () -> assertThat(found(history)).containsAll(acknowledged));
      assertThat(found(history)).doesNotHaveDuplicates().allMatch(it -> it < next);
      assertThat(collector.stop(Duration.ofSeconds(20))).isIn(0, 143);
    }
  }

  private Program start(HistorySettings store) throws IOException {
    var house = directory.resolve("house.yaml");
    Files.writeString(house, Json.yaml().writeValueAsString(TestHouse.create()));
    var settings =
        Map.of(
            "http", Map.of("port", Program.freePort()),
            "data", directory.resolve("collector").toString(),
            "house", house.toString(),
            "history", store);
    var config = directory.resolve("collector.yaml");
    Files.writeString(config, yaml(settings));
    return Program.java(
        Main.class,
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
        List.of("--config", config.toString()));
  }

  private static String yaml(Object value) {
    try {
      return Json.yaml().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two senders write; after some tenths of a second the collector is gone. */
  private void sendUntilKilled(Program collector) throws InterruptedException {
    var line = collector.awaitLine("collector at http", START);
    var uri = java.net.URI.create(line.substring(line.indexOf("http")).strip());
    var senders = new ArrayList<Thread>();
    for (var number = 0; number < 2; number++) {
      senders.add(
          Thread.startVirtualThread(
              () -> {
                try (var sender = new Sender(uri)) {
                  while (true) {
                    var from = take(10);
                    if (sender.lines(lines(from, 10)).statusCode() == 204) {
                      for (var reading = from; reading < from + 10; reading++) {
                        acknowledged.add(reading);
                      }
                    }
                  }
                } catch (UncheckedIOException _) {
                  // killed: these readings were not acknowledged
                }
              }));
    }
    var before = acknowledged.size();
    Eventually.within(START, () -> assertThat(acknowledged.size()).isGreaterThan(before + 30));
    Thread.sleep(ThreadLocalRandom.current().nextInt(200));
    collector.kill();
    for (var sender : senders) {
      sender.join();
    }
  }

  private synchronized int take(int count) {
    next += count;
    return next - count;
  }

  /** Reading number n has the value n in its time: n seconds after the first. */
  private static String lines(int from, int count) {
    var lines = new StringBuilder();
    for (var number = from; number < from + count; number++) {
      lines.append(
          "x,point=%s value=%d %d000000000\n"
              .formatted(POINT, number % 80, FIRST.plusSeconds(number).getEpochSecond()));
    }
    return lines.toString();
  }

  private List<Integer> found(History history) throws HistoryException {
    var point = TestHouse.create().requirePoint(POINT);
    var found = new ArrayList<Integer>();
    for (Reading reading : history.readings(point, FIRST, FIRST.plusSeconds(next + 1L))) {
      var number = (int) Duration.between(FIRST, reading.time()).toSeconds();
      assertThat(reading.value()).isEqualTo(Value.of(number % 80));
      found.add(number);
    }
    return found;
  }
}
