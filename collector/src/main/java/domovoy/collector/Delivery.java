package domovoy.collector;

import domovoy.service.buffer.Batch;
import domovoy.service.buffer.BufferReader;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries records from the buffer to one sink, in order, until it is closed. */
final class Delivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final int MOST_RECORDS = 2_000;
  private static final int MOST_BYTES = 2 << 20;
  private static final int LITTLE = 256 << 10;
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final BufferReader reader;
  private final Sink sink;
  private final Backoff backoff;
  private final SinkMetrics metrics;
  private final Duration rest;
  private final Thread thread;
  private volatile Optional<String> fault = Optional.empty();

  /** For a sink that hears of each reading at once. */
  Delivery(BufferReader reader, Sink sink, Backoff backoff, SinkMetrics metrics) {
    this(reader, sink, backoff, metrics, Duration.ZERO);
  }

  /**
   * @param rest how long nothing is carried after a batch when little is left, so that readings
   *     that trickle in share the next one
   */
  Delivery(BufferReader reader, Sink sink, Backoff backoff, SinkMetrics metrics, Duration rest) {
    this.reader = reader;
    this.sink = sink;
    this.backoff = backoff;
    this.metrics = metrics;
    this.rest = rest;
    this.thread = Thread.ofPlatform().name("sink-" + sink.name()).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** What is wrong while the sink does not take readings. */
  Optional<String> fault() {
    return fault;
  }

  StateRoutes.SinkState state() {
    return new StateRoutes.SinkState(sink.name(), reader.backlog(), fault);
  }

  private void run() {
    try {
      while (true) {
        try {
          carry();
        } catch (RuntimeException e) {
          LOG.error("{} failed; trying again", sink.name(), e);
          metrics.failed(sink.name(), "internal");
          fault = Optional.of("a fault of Domovoy or of its disk: " + e);
          reader.rewind();
          Thread.sleep(backoff.next());
        }
      }
    } catch (InterruptedException _) {
      // closed; what is not acknowledged is delivered after the next start
    }
  }

  private void carry() throws InterruptedException {
    var batch = reader.read(MOST_RECORDS, MOST_BYTES, WAIT);
    deliver(batch);
    if (batch.end() > reader.acknowledged()) {
      reader.acknowledge(batch.end());
    }
    if (reader.backlog() < LITTLE) {
      Thread.sleep(rest);
    }
  }

  private void deliver(Batch batch) throws InterruptedException {
    while (!batch.isEmpty()) {
      try {
        sink.deliver(batch);
        recovered();
        return;
      } catch (Sink.NotDelivered e) {
        metrics.failed(sink.name(), e.reason());
        if (fault.isEmpty()) {
          LOG.warn("{}: {}; trying again", sink.name(), e.getMessage());
        }
        fault = Optional.of(e.getMessage());
        Thread.sleep(backoff.next());
      }
    }
  }

  private void recovered() {
    if (fault.isPresent()) {
      LOG.info("{} takes readings again", sink.name());
    }
    fault = Optional.empty();
    backoff.reset();
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(STOP)) {
        LOG.warn("the sink {} does not stop", sink.name());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
