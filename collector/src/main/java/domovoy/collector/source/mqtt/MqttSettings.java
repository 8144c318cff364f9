package domovoy.collector.source.mqtt;

import com.fasterxml.jackson.core.JsonPointer;
import domovoy.core.InvalidInputException;
import domovoy.core.PointId;
import domovoy.core.Unit;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the broker is and what its topics mean.
 *
 * @param url {@code mqtt://host:1883}, or {@code mqtts://host:8883} for TLS
 * @param clientId by which the broker knows this collector again, and keeps its messages while it
 *     is away; {@code domovoy} unless told otherwise
 * @param user for the broker; empty: none is needed
 * @param passwordFile a file of mode 0600 whose first line is the password
 * @param json topics (wildcards allowed) with readings as JSON
 * @param lines topics (wildcards allowed) with readings as line protocol
 * @param points topics that are a point each
 */
public record MqttSettings(
    URI url,
    String clientId,
    Optional<String> user,
    Optional<Path> passwordFile,
    List<String> json,
    List<String> lines,
    List<PointTopic> points) {

  /**
   * A topic whose messages are the value of one point.
   *
   * @param topic without wildcards
   * @param point the point
   * @param pointer where the value stands in a JSON message, as in RFC 6901; empty: the whole
   *     message is the value
   * @param unit what its numbers are in; empty: the point's own
   */
  public record PointTopic(
      String topic, PointId point, Optional<String> pointer, Optional<Unit> unit) {
    public PointTopic {
      if (topic == null || topic.isBlank() || topic.contains("#") || topic.contains("+")) {
        throw new InvalidInputException(
            "points.topic", "a topic without wildcards", String.valueOf(topic));
      }
      if (point == null) {
        throw new InvalidInputException("points.point", "the point's name", "");
      }
      try {
        pointer.ifPresent(JsonPointer::compile);
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(
            "points.pointer", "a JSON pointer such as /temperature", pointer.orElse(""));
      }
    }
  }

  public MqttSettings {
    clientId = clientId == null || clientId.isBlank() ? "domovoy" : clientId;
    new BrokerAddress(url, clientId, user, passwordFile);
    json = json == null ? List.of() : List.copyOf(json);
    lines = lines == null ? List.of() : List.copyOf(lines);
    points = points == null ? List.of() : List.copyOf(points);
    if (json.isEmpty() && lines.isEmpty() && points.isEmpty()) {
      throw new InvalidInputException("json", "topics in json, lines or points", "none");
    }
  }

  BrokerAddress broker() {
    return new BrokerAddress(url, clientId, user, passwordFile);
  }
}
