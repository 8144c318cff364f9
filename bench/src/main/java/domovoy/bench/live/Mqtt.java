package domovoy.bench.live;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import java.net.URI;
import java.util.function.BiConsumer;

/** A connection to a broker. Messages have quality of service 0 in both directions. */
record Mqtt(Mqtt3AsyncClient client) implements AutoCloseable {

  static Mqtt connect(URI broker, String name) {
    var client =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier(name)
            .serverHost(broker.getHost())
            .serverPort(broker.getPort())
            .buildAsync();
    client.connect().join();
    return new Mqtt(client);
  }

  void publish(String topic, byte[] payload) {
    client.publishWith().topic(topic).payload(payload).send();
  }

  void subscribe(String filter, BiConsumer<String, byte[]> taker) {
    client
        .subscribeWith()
        .topicFilter(filter)
        .callback(it -> taker.accept(it.getTopic().toString(), it.getPayloadAsBytes()))
        .send()
        .join();
  }

  @Override
  public void close() {
    client.disconnect().join();
  }
}
