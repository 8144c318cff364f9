package domovoy.collector;

import domovoy.collector.spi.Inbox;
import domovoy.collector.spi.Source;
import domovoy.core.Decoded;
import domovoy.service.buffer.NotBufferedException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one source running, whatever happens to it. */
final class SourceRunner implements Inbox, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SourceRunner.class);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final String id;
  private final Source source;
  private final Intake intake;
  private final SourceMetrics metrics;
  private final Backoff backoff;
  private final Thread thread;
  private volatile Optional<String> fault = Optional.of("not connected yet");

  SourceRunner(String id, Source source, Intake intake, SourceMetrics metrics, Backoff backoff) {
    this.id = id;
    this.source = source;
    this.intake = intake;
    this.metrics = metrics;
    this.backoff = backoff;
    this.thread = Thread.ofVirtual().name("source-" + id).unstarted(this::runForEver);
  }

  void start() {
    thread.start();
  }

  StateRoutes.SourceState state() {
    return new StateRoutes.SourceState(id, fault);
  }

  private void runForEver() {
    try {
      while (true) {
        try {
          source.run(this);
          failed("it ended by itself");
        } catch (InterruptedException e) {
          throw e;
        } catch (Exception e) {
          failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void failed(String reason) {
    metrics.failed(id);
    LOG.warn("source {}: {}; trying again", id, reason);
    fault = Optional.of(reason);
  }

  @Override
  public void connected() {
    metrics.connected(id);
    backoff.reset();
    fault = Optional.empty();
    LOG.info("source {} is connected", id);
  }

  @Override
  public void take(Consumer<Consumer<Decoded>> decode) throws NotTaken {
    var reception =
        intake.begin(id).orElseThrow(() -> new NotTaken("the house is not known yet", null));
    decode.accept(reception);
    try {
      reception.finish();
    } catch (NotBufferedException e) {
      throw new NotTaken(e.getMessage(), e);
    }
  }

  @Override
  public void overrun(long readings) {
    metrics.overrun(id, readings);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (!thread.join(STOP)) {
        LOG.warn("source {} does not stop", id);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
