package domovoy.collector.source.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import domovoy.collector.spi.Inbox;
import domovoy.collector.spi.Source;
import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.core.LineProtocol;
import domovoy.core.Quality;
import domovoy.core.ReadingJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Subscribes at a broker (MQTT 3.1.1, a lasting session). A message of quality of service 1 is
 * acknowledged only when its readings are on disk; until then the broker keeps it.
 */
final class MqttSource implements Source {
  private static final int ANSWER_SECONDS = 10;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int WAITING = 10_000;
  private static final int AT_ONCE = 2_000;
  private static final int PEEK_SECONDS = 5;

  private final MqttSettings settings;
  private final List<MqttTopicFilter> json;
  private final Map<String, List<MqttSettings.PointTopic>> points = new HashMap<>();

  MqttSource(MqttSettings settings) {
    this.settings = settings;
    this.json = settings.json().stream().map(it -> filter("json", it)).toList();
    settings.lines().forEach(it -> filter("lines", it));
    settings
        .points()
        .forEach(it -> points.computeIfAbsent(it.topic(), _ -> new ArrayList<>()).add(it));
  }

  private static MqttTopicFilter filter(String field, String topic) {
    try {
      return MqttTopicFilter.of(topic);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(field, "a topic such as house/readings/#", topic);
    }
  }

  @Override
  public void run(Inbox inbox) throws Exception {
    var client = client();
    var arrived = new ArrayBlockingQueue<Mqtt3Publish>(WAITING);
    // not in the client's own thread, which also keeps the connection alive
    var receiver = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    client.publishes(
        MqttGlobalPublishFilter.ALL, it -> arrived(it, arrived, inbox), receiver, true);
    try {
      connect(client);
      inbox.connected();
      while (client.getState().isConnected()) {
        take(arrived, inbox);
      }
      throw new IOException("the broker at " + settings.url() + " hung up");
    } finally {
      client.disconnect();
      receiver.shutdownNow();
    }
  }

  private Mqtt3AsyncClient client() throws IOException {
    var builder =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier(settings.clientId())
            .serverHost(settings.url().getHost())
            .serverPort(settings.port());
    if (settings.isEncrypted()) {
      builder.sslWithDefaultConfig();
    }
    if (settings.user().isPresent()) {
      var password = Files.readAllLines(settings.passwordFile().orElseThrow()).getFirst();
      builder
          .simpleAuth()
          .username(settings.user().get())
          .password(password.getBytes(StandardCharsets.UTF_8))
          .applySimpleAuth();
    }
    return builder.buildAsync();
  }

  private void connect(Mqtt3AsyncClient client) throws Exception {
    await(client.connectWith().cleanSession(false).keepAlive(KEEP_ALIVE_SECONDS).send());
    var topics = new LinkedHashSet<String>(settings.json());
    topics.addAll(settings.lines());
    topics.addAll(points.keySet());
    for (var topic : topics) {
      await(client.subscribeWith().topicFilter(topic).qos(MqttQos.AT_LEAST_ONCE).send());
    }
  }

  private <T> T await(CompletableFuture<T> answer) throws Exception {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(
          "the broker at %s is not reached: %s"
              .formatted(settings.url(), e.getCause().getMessage()),
          e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the broker at " + settings.url() + " does not answer", e);
    }
  }

  /** Who sends with quality of service 0 does not wait; who sends with more is made to. */
  private static void arrived(
      Mqtt3Publish message, BlockingQueue<Mqtt3Publish> arrived, Inbox inbox) {
    if (message.getQos() == MqttQos.AT_MOST_ONCE) {
      if (!arrived.offer(message)) {
        inbox.overrun(1);
      }
      return;
    }
    try {
      arrived.put(message);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // not acknowledged: the broker sends it again
    }
  }

  private void take(BlockingQueue<Mqtt3Publish> arrived, Inbox inbox)
      throws InterruptedException, Inbox.NotTaken {
    var first = arrived.poll(PEEK_SECONDS, TimeUnit.SECONDS);
    if (first == null) {
      return;
    }
    var messages = new ArrayList<Mqtt3Publish>();
    messages.add(first);
    arrived.drainTo(messages, AT_ONCE);
    inbox.take(
        out -> {
          for (var index = 0; index < messages.size(); index++) {
            decode(messages.get(index), index + 1, out);
          }
        });
    messages.stream()
        .filter(it -> it.getQos() != MqttQos.AT_MOST_ONCE)
        .forEach(Mqtt3Publish::acknowledge);
  }

  private void decode(Mqtt3Publish message, int number, Consumer<Decoded> out) {
    var payload = message.getPayloadAsBytes();
    var mapped = points.get(message.getTopic().toString());
    if (mapped != null) {
      var quality = message.isRetain() ? Quality.LATE : Quality.GOOD;
      mapped.forEach(it -> out.accept(Payload.decode(it, payload, number, quality)));
    } else if (json.stream().anyMatch(it -> it.matches(message.getTopic()))) {
      ReadingJson.decode(payload, out);
    } else {
      LineProtocol.decode(payload, LineProtocol.Precision.NANOSECONDS, out);
    }
  }
}
