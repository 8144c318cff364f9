package domovoy.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import domovoy.alerting.reflex.ReflexEvent;
import domovoy.core.Json;
import domovoy.service.buffer.BufferReader;
import domovoy.service.buffer.DiskBuffer;
import domovoy.service.buffer.NotBufferedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What reflexes did, on disk until the controller has heard it. */
final class ReflexLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ReflexLog.class);
  private static final String READER = "controller";
  private static final long MOST_BYTES = 16L << 20;
  private static final int MOST_EVENTS = 200;
  private static final int MOST_BYTES_AT_ONCE = 256 << 10;

  private final DiskBuffer buffer;
  private final BufferReader reader;
  private long told = -1;

  /** Events not yet acknowledged, the oldest first. */
  record Page(List<ReflexEvent> events, long position, boolean left) {}

  ReflexLog(Path folder) {
    this.buffer = DiskBuffer.open(folder, MOST_BYTES, List.of(READER));
    this.reader = buffer.reader(READER);
  }

  /** On disk when this returns; when the log is full they are lost, which is logged. */
  void append(List<ReflexEvent> events) {
    try {
      var records = new ArrayList<byte[]>();
      for (var event : events) {
        records.add(Json.json().writeValueAsBytes(event));
      }
      buffer.append(records);
    } catch (NotBufferedException e) {
      LOG.error("what reflexes did will not be reported, {} events: {}", events.size(), e + "");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event cannot be written as JSON", e);
    }
  }

  /**
   * Forgets what is kept elsewhere, and gives what comes next.
   *
   * @param kept the position of the page before; any other is taken as none
   */
  synchronized Page next(long kept) throws InterruptedException {
    if (kept >= 0 && kept == told) {
      reader.acknowledge(kept);
    }
    reader.rewind();
    var batch = reader.read(MOST_EVENTS, MOST_BYTES_AT_ONCE, Duration.ZERO);
    told = batch.end();
    var events = new ArrayList<ReflexEvent>();
    for (var event : batch.records()) {
      try {
        events.add(Json.json().readValue(event, ReflexEvent.class));
      } catch (IOException e) {
        LOG.error("an event of another version of Domovoy is left out: {}", e.getMessage());
      }
    }
    return new Page(List.copyOf(events), batch.end(), batch.end() < buffer.end());
  }

  @Override
  public void close() {
    buffer.close();
  }
}
