package domovoy.bench.live;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import domovoy.core.PointId;
import domovoy.core.Value;
import domovoy.edge.spi.DeviceSettings;
import domovoy.edge.spi.Driver;
import domovoy.edge.spi.DriverContext;
import domovoy.edge.spi.DriverProvider;
import domovoy.edge.spi.Link;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code mqtt-relays}: fans whose switching is a message, so that it can be timed from outside. */
public final class MqttRelaysProvider implements DriverProvider {

  /**
   * The driver's settings.
   *
   * @param url the broker, {@code mqtt://host:port}
   */
  record Broker(URI url) {}

  @Override
  public String type() {
    return "mqtt-relays";
  }

  @Override
  public Driver open(DeviceSettings settings, DriverContext context) {
    var broker = settings.settings(Broker.class).url();
    return new Driver(
        List.of(settings.device(context.node(), settings.points())),
        (_, _) -> new Relays(connected(broker)));
  }

  private static Mqtt3AsyncClient connected(URI broker) {
    var client =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier("relays")
            .serverHost(broker.getHost())
            .serverPort(broker.getPort())
            .buildAsync();
    client.connect().join();
    return client;
  }

  private record Relays(Mqtt3AsyncClient client) implements Link {
    @Override
    public Value set(PointId point, Value value) throws IOException {
      if (!client.getState().isConnected()) {
        throw new IOException("the broker is not reached");
      }
      client
          .publishWith()
          .topic(Topics.command(Topics.roomOfFan(point.name())))
          .payload((value.equals(Value.ON) ? "on" : "off").getBytes(StandardCharsets.UTF_8))
          .send();
      return value;
    }

    @Override
    public void run() throws InterruptedException {
      Link.awaitInterrupt();
    }

    @Override
    public void close() {
      client.disconnect();
    }
  }
}
