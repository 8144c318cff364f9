package domovoy.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import domovoy.core.Json;
import domovoy.core.PointId;
import domovoy.history.EmbeddedQuestDb;
import domovoy.history.History;
import domovoy.history.HistoryException;
import domovoy.testing.Eventually;
import domovoy.testing.Mosquitto;
import domovoy.testing.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real broker through a collector in a process of its own to a real store. */
class MqttThroughTheCollectorTest {
  private static final int KILLS = 5;
  private static final int EACH = 200;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final PointId POINT = new PointId("kitchen.temperature");

  @TempDir Path directory;

  private final int port = Program.freePort();

  @Test
  void killedAgainAndAgainEveryMessageThatTheBrokerTookIsInTheHistory() throws Exception {
    var sent = new AtomicInteger();
    try (var broker = Mosquitto.start(directory.resolve("mosquitto"));
        var store = EmbeddedQuestDb.start(directory.resolve("questdb"), Program.freePort());
        var history = History.open(store.settings())) {
      var config = config(broker, store);
      var publisher =
          MqttClient.builder()
              .useMqttVersion3()
              .serverHost("127.0.0.1")
              .serverPort(broker.port())
              .buildAsync();
      publisher.connect().get(10, TimeUnit.SECONDS);
      for (var kill = 0; kill < KILLS; kill++) {
        try (var collector = start(config)) {
          var taken = kept(history);
          publish(publisher, sent);
          Eventually.within(START, () -> assertThat(kept(history)).isGreaterThan(taken));
          collector.kill();
        }
        publish(publisher, sent);
      }
      try (var collector = start(config)) {
        Eventually.within(START, () -> assertThat(kept(history)).isEqualTo(sent.get()));
        assertThat(collector.isAlive()).isTrue();
      }
      publisher.disconnect().get(10, TimeUnit.SECONDS);
    }
  }

  private static void publish(Mqtt3AsyncClient publisher, AtomicInteger sent) throws Exception {
    for (var message = 0; message < EACH; message++) {
      var time = FIRST.plusSeconds(sent.getAndIncrement());
      publisher
          .publishWith()
          .topic("house/readings")
          .qos(MqttQos.AT_LEAST_ONCE)
          .payload(
              "{\"point\":\"%s\",\"value\":20,\"time\":\"%s\"}"
                  .formatted(POINT, time)
                  .getBytes(UTF_8))
          .send()
          .get(10, TimeUnit.SECONDS);
    }
  }

  private long kept(History history) throws HistoryException {
    return history
        .readings(TestHouse.create().requirePoint(POINT), FIRST, FIRST.plus(Duration.ofDays(1)))
        .size();
  }

  private Path config(Mosquitto broker, EmbeddedQuestDb store) throws Exception {
    var house = directory.resolve("house.yaml");
    Files.writeString(house, Json.yaml().writeValueAsString(TestHouse.create()));
    var settings =
        Map.of(
            "http", Map.of("port", port),
            "data", directory.resolve("collector").toString(),
            "house", house.toString(),
            "history", store.settings(),
            "sources",
                List.of(
                    Map.of(
                        "id", "broker",
                        "source", "mqtt",
                        "settings", Map.of("url", broker.uri(), "json", List.of("house/#")))));
    return Files.writeString(
        directory.resolve("collector.yaml"), Json.yaml().writeValueAsString(settings));
  }

  private Program start(Path config) {
    var collector =
        Program.java(
            CollectorKilledTest.Main.class,
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
            List.of("--config", config.toString()));
    collector.awaitLine("source broker is connected", START);
    return collector;
  }
}
