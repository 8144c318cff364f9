package domovoy.collector.source.family;

import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import domovoy.collector.source.mqtt.Subscription;
import domovoy.collector.spi.Inbox;
import domovoy.collector.spi.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Listens to the families of devices at one broker. */
final class FamilySource implements Source {
  private static final int LARGEST = 4 << 20;

  private final FamilySettings settings;
  private final List<Family> families;
  private final Roster roster = new Roster();

  FamilySource(FamilySettings settings) {
    this.settings = settings;
    this.families = settings.create();
  }

  @Override
  public void run(Inbox inbox) throws Exception {
    var topics = families.stream().flatMap(it -> it.topics().stream()).collect(Collectors.toSet());
    roster.beginAnew();
    new Subscription(settings.broker(), topics, false, it -> take(it, inbox)).run(inbox);
  }

  private Set<String> take(List<Mqtt3Publish> messages, Inbox inbox) throws Inbox.NotTaken {
    for (var published : messages) {
      var bytes = published.getPayloadAsBytes();
      if (bytes.length > LARGEST) {
        roster.refuse(published.getTopic().toString(), bytes.length, LARGEST);
        continue;
      }
      var message =
          new Message(
              published.getTopic().toString(), new String(bytes, StandardCharsets.UTF_8).strip());
      for (var family : families) {
        roster.take(family, message, published.isRetain());
      }
    }
    var brought = roster.brought();
    if (!brought.devices().isEmpty()) {
      inbox.found(brought.devices());
    }
    if (!brought.readings().isEmpty()) {
      inbox.take(out -> brought.readings().forEach(out));
    }
    return brought.topics();
  }
}
