package domovoy.collector.source.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import domovoy.collector.spi.Inbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Subscribes at a broker (MQTT 3.1.1). A message of quality of service 1 is acknowledged only when
 * its handler is done with it; until then the broker keeps it.
 */
public final class Subscription {
  private static final int ANSWER_SECONDS = 10;
  private static final int KEEP_ALIVE_SECONDS = 30;
  private static final int WAITING = 10_000;
  private static final int AT_ONCE = 2_000;
  private static final int PEEK_SECONDS = 5;

  /** Takes what arrived. */
  @FunctionalInterface
  public interface Handler {
    /**
     * Takes messages in the order they came. When it returns, they are acknowledged.
     *
     * @return further topics to subscribe to, such as a message named; usually none
     */
    Set<String> take(List<Mqtt3Publish> messages) throws Exception;
  }

  private final BrokerAddress broker;
  private final Collection<String> topics;
  private final Handler handler;
  private final boolean isLasting;

  /**
   * @param isLasting whether the broker is to keep what comes while nobody is connected; not for
   *     values without a time, which would seem to be of now
   */
  public Subscription(
      BrokerAddress broker, Collection<String> topics, boolean isLasting, Handler handler) {
    this.broker = broker;
    this.topics = List.copyOf(topics);
    this.handler = handler;
    this.isLasting = isLasting;
  }

  /** Runs until interrupted or until the connection is lost, which is an exception. */
  public void run(Inbox inbox) throws Exception {
    var client = broker.client();
    var arrived = new ArrayBlockingQueue<Mqtt3Publish>(WAITING);
    // not in the client's own thread, which also keeps the connection alive
    var receiver = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    client.publishes(
        MqttGlobalPublishFilter.ALL, it -> arrived(it, arrived, inbox), receiver, true);
    try {
      await(client.connectWith().cleanSession(!isLasting).keepAlive(KEEP_ALIVE_SECONDS).send());
      subscribe(client, topics);
      inbox.connected();
      while (client.getState().isConnected()) {
        take(client, arrived);
      }
      throw new IOException("the broker at " + broker.url() + " hung up");
    } finally {
      client.disconnect();
      receiver.shutdownNow();
    }
  }

  private void subscribe(Mqtt3AsyncClient client, Collection<String> wanted) throws Exception {
    for (var topic : wanted) {
      await(client.subscribeWith().topicFilter(topic).qos(MqttQos.AT_LEAST_ONCE).send());
    }
  }

  private <T> T await(CompletableFuture<T> answer) throws Exception {
    try {
      return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new IOException(
          "the broker at %s is not reached: %s".formatted(broker.url(), e.getCause().getMessage()),
          e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("the broker at " + broker.url() + " does not answer", e);
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

  private void take(Mqtt3AsyncClient client, BlockingQueue<Mqtt3Publish> arrived) throws Exception {
    var first = arrived.poll(PEEK_SECONDS, TimeUnit.SECONDS);
    if (first == null) {
      return;
    }
    var messages = new ArrayList<Mqtt3Publish>();
    messages.add(first);
    arrived.drainTo(messages, AT_ONCE);
    var further = handler.take(messages);
    messages.stream()
        .filter(it -> it.getQos() != MqttQos.AT_MOST_ONCE)
        .forEach(Mqtt3Publish::acknowledge);
    subscribe(client, further);
  }
}
