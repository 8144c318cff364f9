package domovoy.collector.replay;

import domovoy.core.PointId;
import domovoy.core.Reading;
import domovoy.service.Bodies;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Streams one recording. */
final class Replay {
  private static final int MOST_AT_ONCE = 5_000;

  /**
   * What was streamed.
   *
   * @param sent every point with numbers, what the recording has of it, whether sent now or earlier
   * @param refused how many readings the collector did not take this time
   * @param complaint what was wrong with the first of them
   */
  record Outcome(
      Map<PointId, Summary> sent,
      Instant first,
      Instant last,
      long refused,
      Optional<String> complaint) {}

  private final Destination destination;
  private final Speed speed;
  private final Position position;
  private final Progress progress;
  private final Map<PointId, Summary> sent = new LinkedHashMap<>();
  private final StringBuilder body = new StringBuilder();
  private int waiting;
  private long refused;
  private Optional<String> complaint = Optional.empty();

  Replay(Destination destination, Speed speed, Position position, Progress progress) {
    this.destination = destination;
    this.speed = speed;
    this.position = position;
    this.progress = progress;
  }

  Outcome run(Recording recording) throws InterruptedException {
    var before = position.rows();
    var started = System.nanoTime();
    var firstSent = Optional.<Instant>empty();
    var earliest = Instant.MAX;
    var latest = Instant.MIN;
    var rows = 0L;
    while (recording.hasNext()) {
      var row = recording.next();
      earliest = row.time().isBefore(earliest) ? row.time() : earliest;
      latest = row.time().isAfter(latest) ? row.time() : latest;
      row.readings().forEach(this::count);
      rows = row.number();
      if (rows <= before) {
        continue;
      }
      firstSent = firstSent.or(() -> Optional.of(row.time()));
      pace(started, speed.due(firstSent.get(), row.time()));
      row.readings().forEach(this::add);
      if (waiting >= MOST_AT_ONCE || !speed.isMax()) {
        send(rows);
      }
      progress.at(rows);
    }
    send(rows);
    progress.end(rows);
    return new Outcome(sent, earliest, latest, refused, complaint);
  }

  private static void pace(long started, Duration due) throws InterruptedException {
    var wait = due.toNanos() - (System.nanoTime() - started);
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
  }

  private void count(Reading reading) {
    if (reading.value() instanceof domovoy.core.Value.Number(var number)) {
      sent.merge(reading.point(), Summary.of(number), Summary::and);
    }
  }

  private void add(Reading reading) {
    body.append(new String(Bodies.bytes(reading), StandardCharsets.UTF_8)).append('\n');
    waiting++;
  }

  private void send(long rows) throws InterruptedException {
    if (waiting > 0) {
      var taken = destination.send(body.toString());
      refused += taken.refused();
      complaint = complaint.or(taken::detail);
      body.setLength(0);
      waiting = 0;
      position.write(rows);
    }
  }
}
