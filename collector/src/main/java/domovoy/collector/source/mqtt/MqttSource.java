package domovoy.collector.source.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopicFilter;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import domovoy.collector.spi.Inbox;
import domovoy.collector.spi.Source;
import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.core.LineProtocol;
import domovoy.core.Quality;
import domovoy.core.ReadingJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Readings of the topics that the settings name. */
final class MqttSource implements Source {

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
    var topics = new LinkedHashSet<String>(settings.json());
    topics.addAll(settings.lines());
    topics.addAll(points.keySet());
    new Subscription(settings.broker(), topics, true, it -> take(it, inbox)).run(inbox);
  }

  private Set<String> take(List<Mqtt3Publish> messages, Inbox inbox) throws Inbox.NotTaken {
    inbox.take(
        out -> {
          for (var index = 0; index < messages.size(); index++) {
            decode(messages.get(index), index + 1, out);
          }
        });
    return Set.of();
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
