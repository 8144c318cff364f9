package domovoy.collector.source.family;

import domovoy.collector.spi.FoundDevice;
import domovoy.core.Decoded;
import domovoy.core.InvalidInputException;
import domovoy.core.Point;
import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.SentReading;
import domovoy.core.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The devices of one source, what their points said last, and what is to be told of them. */
final class Roster implements Findings {
  private static final int MOST_DEVICES = 2_000;
  private static final int MOST_POINTS = 200;
  private static final int MOST_TOPICS = 20_000;

  private final Map<String, FoundDevice> devices = new LinkedHashMap<>();
  private final Map<String, Value> last = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Set<String> topics = new LinkedHashSet<>();
  private final Map<String, FoundDevice> newDevices = new LinkedHashMap<>();
  private final Set<String> newTopics = new LinkedHashSet<>();
  private final List<Decoded> readings = new ArrayList<>();
  private Quality quality = Quality.GOOD;
  private int number;

  /** What messages brought, to be taken at once. */
  record Brought(List<FoundDevice> devices, Set<String> topics, List<Decoded> readings) {}

  /** Begins a connection: devices and topics are to be told again. */
  void beginAnew() {
    newTopics.clear();
    newTopics.addAll(topics);
    newDevices.clear();
    newDevices.putAll(devices);
    readings.clear();
  }

  /**
   * Takes one message.
   *
   * @param isKept whether the broker kept it from nobody knows when
   */
  void take(Family family, Message message, boolean isKept) {
    number++;
    quality = isKept ? Quality.LATE : Quality.GOOD;
    try {
      family.take(message, this);
    } catch (InvalidInputException e) {
      readings.add(
          new Decoded.Malformed(number, e.faults(), message.topic() + ": " + message.text()));
    }
  }

  /** Takes note of a message that is too large to be read. */
  void refuse(String topic, int bytes, int most) {
    number++;
    var fault =
        new InvalidInputException.Fault("payload", "at most %d bytes".formatted(most), "" + bytes);
    readings.add(new Decoded.Malformed(number, List.of(fault), topic));
  }

  /** What the messages since the last call brought. */
  Brought brought() {
    var brought =
        new Brought(List.copyOf(newDevices.values()), Set.copyOf(newTopics), List.copyOf(readings));
    newDevices.clear();
    newTopics.clear();
    readings.clear();
    number = 0;
    return brought;
  }

  @Override
  public void device(String id, String name, Optional<String> suggestedArea, List<Point> points) {
    var known = Optional.ofNullable(devices.get(id));
    var all = new LinkedHashMap<PointId, Point>();
    known.ifPresent(it -> it.points().forEach(point -> all.put(point.id(), point)));
    points.forEach(it -> all.put(it.id(), it));
    if (known.isEmpty() && devices.size() == MOST_DEVICES || all.size() > MOST_POINTS) {
      throw new InvalidInputException(
          "device", "at most %d devices of %d points".formatted(MOST_DEVICES, MOST_POINTS), id);
    }
    var found =
        new FoundDevice(
            id,
            name,
            suggestedArea.or(() -> known.flatMap(FoundDevice::suggestedArea)),
            List.copyOf(all.values()));
    if (known.filter(found::equals).isEmpty()) {
      devices.put(id, found);
      newDevices.put(id, found);
      points.forEach(it -> owners.put(it.id().name(), id));
    }
  }

  @Override
  public void reading(String point, Value value) {
    if (owners.containsKey(point)) {
      last.put(point, value);
      tell(point, value, quality);
    }
  }

  @Override
  public void reached(String device, boolean isReached) {
    var known = devices.get(device);
    if (known == null || isReached) {
      return; // what it measures now, it tells itself
    }
    for (var point : known.points()) {
      var value = last.get(point.id().name());
      if (value != null) {
        tell(point.id().name(), value, Quality.MISSING);
      }
    }
  }

  private void tell(String point, Value value, Quality trust) {
    readings.add(
        new Decoded.Sent(
            number, new SentReading(point, value, Optional.empty(), Optional.empty(), trust)));
  }

  @Override
  public void subscribe(String topic) {
    if (topics.size() < MOST_TOPICS && topics.add(topic)) {
      newTopics.add(topic);
    }
  }
}
