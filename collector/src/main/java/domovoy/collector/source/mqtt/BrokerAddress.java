package domovoy.collector.source.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import domovoy.core.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A broker and how to show oneself to it.
 *
 * @param url {@code mqtt://host:1883}, or {@code mqtts://host:8883} for TLS
 * @param clientId by which the broker knows this collector again
 * @param user for the broker; empty: none is needed
 * @param passwordFile a file of mode 0600 whose first line is the password
 */
public record BrokerAddress(
    URI url, String clientId, Optional<String> user, Optional<Path> passwordFile) {
  public BrokerAddress {
    if (url == null
        || url.getHost() == null
        || !("mqtt".equals(url.getScheme()) || "mqtts".equals(url.getScheme()))) {
      throw new InvalidInputException(
          "url", "mqtt://host:1883 or mqtts://host:8883", String.valueOf(url));
    }
    if (user.isPresent() != passwordFile.isPresent()) {
      throw new InvalidInputException(
          "user", "user and password-file, or neither", user.orElse("no user"));
    }
  }

  private boolean isEncrypted() {
    return url.getScheme().equals("mqtts");
  }

  private int port() {
    return url.getPort() > 0 ? url.getPort() : isEncrypted() ? 8883 : 1883;
  }

  /** A client that is not connected yet. */
  Mqtt3AsyncClient client() throws IOException {
    var builder =
        MqttClient.builder()
            .useMqttVersion3()
            .identifier(clientId)
            .serverHost(url.getHost())
            .serverPort(port());
    if (isEncrypted()) {
      builder.sslWithDefaultConfig();
    }
    if (user.isPresent()) {
      var password = Files.readAllLines(passwordFile.orElseThrow()).getFirst();
      builder
          .simpleAuth()
          .username(user.get())
          .password(password.getBytes(StandardCharsets.UTF_8))
          .applySimpleAuth();
    }
    return builder.buildAsync();
  }
}
