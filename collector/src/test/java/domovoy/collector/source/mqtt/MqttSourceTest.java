package domovoy.collector.source.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import domovoy.collector.spi.FoundDevice;
import domovoy.collector.spi.Inbox;
import domovoy.collector.spi.SourceSettings;
import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.testing.Eventually;
import domovoy.testing.Mosquitto;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MqttSourceTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  private final Box box = new Box();
  private Mosquitto broker;
  private Thread running = Thread.ofVirtual().unstarted(() -> {});

  /** Keeps what it is given, or refuses it. */
  private static final class Box implements Inbox {
    private final List<Decoded> items = new CopyOnWriteArrayList<>();
    private volatile int connections;
    private volatile boolean isFull;

    @Override
    public synchronized void connected() {
      connections++;
    }

    @Override
    public void take(Consumer<Consumer<Decoded>> decode) throws NotTaken {
      var taken = new ArrayList<Decoded>();
      decode.accept(taken::add);
      if (isFull) {
        throw new NotTaken("full", null);
      }
      items.addAll(taken);
    }

    @Override
    public void found(List<FoundDevice> devices) {
      throw new AssertionError("found " + devices);
    }

    @Override
    public void overrun(long readings) {
      throw new AssertionError("overrun by " + readings);
    }

    List<String> outline() {
      return items.stream()
          .map(
              it ->
                  switch (it) {
                    case Decoded.Sent(_, var sent) ->
                        sent.point() + "=" + sent.value() + " " + sent.quality();
                    case Decoded.Malformed(_, var faults, _) -> "!" + faults.getFirst().field();
                  })
          .toList();
    }
  }

  @BeforeEach
  void startBroker() {
    broker = Mosquitto.start(directory.resolve("mosquitto"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    stopSource();
    broker.close();
  }

  private void startSource() {
    var connections = box.connections;
    var settings =
        """
        url: %s
        json: [house/readings/#]
        lines: [house/lines]
        points:
          - {topic: kitchen/temperature, point: kitchen.temperature}
          - {topic: kitchen/sensor, point: kitchen.humidity, pointer: /humidity}
          - {topic: kitchen/sensor, point: kitchen.temperature, pointer: /inner/0/t, unit: "[degF]"}
        """
            .formatted(broker.uri());
    var source = new MqttProvider().open(settings(settings));
    running =
        Thread.startVirtualThread(
            () -> {
              try {
                source.run(box);
              } catch (Exception _) {
                // lost; a collector would start it again, here the test does
              }
            });
    Eventually.within(SOON, () -> assertThat(box.connections).isGreaterThan(connections));
  }

  private void stopSource() throws InterruptedException {
    running.interrupt();
    running.join();
  }

  private static SourceSettings settings(String yaml) {
    try {
      return new SourceSettings("broker", "mqtt", Json.yaml().readTree(yaml));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Mqtt3BlockingClient publisher() {
    var client =
        MqttClient.builder()
            .useMqttVersion3()
            .serverHost("127.0.0.1")
            .serverPort(broker.port())
            .buildBlocking();
    client.connect();
    return client;
  }

  private void publish(String topic, String payload, MqttQos qos, boolean retain) {
    var client = publisher();
    client
        .publishWith()
        .topic(topic)
        .payload(payload.getBytes(UTF_8))
        .qos(qos)
        .retain(retain)
        .send();
    client.disconnect();
  }

  private void assertTaken(String... outline) {
    Eventually.within(SOON, () -> assertThat(box.outline()).containsExactly(outline));
  }

  @Test
  void readingsComeAsJsonAsLinesAndAsBareValues() {
    startSource();
    publish(
        "house/readings/a",
        "[{\"point\":\"a.b\",\"value\":1},{\"point\":\"a.c\",\"value\":true}]",
        MqttQos.AT_LEAST_ONCE,
        false);
    assertTaken("a.b=1 good", "a.c=on good");
    publish("house/lines", "x,point=a.d value=2", MqttQos.AT_MOST_ONCE, false);
    publish("kitchen/temperature", "21.4", MqttQos.EXACTLY_ONCE, false);
    publish(
        "kitchen/sensor", "{\"humidity\":40,\"inner\":[{\"t\":70}]}", MqttQos.AT_MOST_ONCE, false);
    Eventually.within(
        SOON,
        () ->
            assertThat(box.outline())
                .containsExactlyInAnyOrder(
                    "a.b=1 good",
                    "a.c=on good",
                    "a.d=2 good",
                    "kitchen.temperature=21.4 good",
                    "kitchen.humidity=40 good",
                    "kitchen.temperature=70 good"));
  }

  @Test
  void whatCannotBeReadIsToldAndTheNextMessageIsTaken() {
    startSource();
    publish("house/readings/a", "{\"point\":", MqttQos.AT_LEAST_ONCE, false);
    publish("kitchen/sensor", "not json", MqttQos.AT_LEAST_ONCE, false);
    publish("kitchen/temperature", "", MqttQos.AT_LEAST_ONCE, false);
    publish("kitchen/temperature", "20", MqttQos.AT_LEAST_ONCE, false);
    assertTaken("!body", "!payload", "!payload", "!value", "kitchen.temperature=20 good");
  }

  @Test
  void whatTheBrokerKeptFromBeforeIsLate() {
    publish("kitchen/temperature", "19", MqttQos.AT_LEAST_ONCE, true);
    startSource();
    assertTaken("kitchen.temperature=19 late");
  }

  @Test
  void messagesThatCameWhileTheCollectorWasAwayAreTakenWhenItIsBack() throws Exception {
    startSource();
    stopSource();
    for (var number = 0; number < 50; number++) {
      publish("house/lines", "x,point=a.b value=" + number, MqttQos.AT_LEAST_ONCE, false);
    }
    startSource();
    Eventually.within(SOON, () -> assertThat(box.items).hasSize(50));
    assertThat(box.outline().getLast()).isEqualTo("a.b=49 good");
  }

  @Test
  void aMessageThatCouldNotBeKeptIsNotAcknowledgedAndComesAgain() throws Exception {
    startSource();
    box.isFull = true;
    publish("house/lines", "x,point=a.b value=1", MqttQos.AT_LEAST_ONCE, false);
    running.join(SOON);
    assertThat(running.isAlive()).isFalse();
    assertThat(box.items).isEmpty();

    box.isFull = false;
    startSource();
    assertTaken("a.b=1 good");
  }

  @Test
  void aBrokerThatIsRestartedEndsTheRunAndItsMessagesAreStillTaken() throws Exception {
    startSource();
    broker.stop();
    running.join(SOON);
    assertThat(running.isAlive()).isFalse();
    broker.startAgain();
    publish("house/lines", "x,point=a.b value=1", MqttQos.AT_LEAST_ONCE, false);
    startSource();
    assertTaken("a.b=1 good");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "json: [a] | url",
        "{url: \"http://x\", json: [a]} | url",
        "url: mqtt://x | json",
        "{url: \"mqtt://x\", json: [\"a/#/b\"]} | json",
        "{url: \"mqtt://x\", json: [a], colour: red} | colour",
        "{url: \"mqtt://x\", user: me, json: [a]} | user",
        "{url: \"mqtt://x\", points: [{topic: \"a/#\", point: a.b}]} | topic",
        "{url: \"mqtt://x\", points: [{topic: a, point: a.b, pointer: humidity}]} | pointer",
      })
  void wrongSettingsAreNamed(String yaml, String field) {
    assertThatThrownBy(() -> new MqttProvider().open(settings(yaml)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(field);
  }
}
