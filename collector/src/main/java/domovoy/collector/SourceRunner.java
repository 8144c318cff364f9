package domovoy.collector;

import domovoy.collector.spi.FoundDevice;
import domovoy.collector.spi.Inbox;
import domovoy.collector.spi.Source;
import domovoy.core.Decoded;
import domovoy.service.buffer.NotBufferedException;
import java.time.Duration;
import java.util.List;
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
  private final SourceHealth health;
  private final Registrar registrar;
  private final Backoff backoff;
  private final Thread thread;

  SourceRunner(
      String id,
      Source source,
      Intake intake,
      Registrar registrar,
      SourceHealth health,
      Backoff backoff) {
    this.id = id;
    this.source = source;
    this.intake = intake;
    this.registrar = registrar;
    this.health = health;
    this.backoff = backoff;
    this.thread = Thread.ofVirtual().name("source-" + id).unstarted(this::runForEver);
  }

  void start() {
    thread.start();
  }

  StateRoutes.SourceState state() {
    return health.state();
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
    health.failed(reason);
    LOG.warn("source {}: {}; trying again", id, reason);
  }

  @Override
  public void connected() {
    health.connected();
    backoff.reset();
    LOG.info("source {} is connected", id);
  }

  @Override
  public void take(Consumer<Consumer<Decoded>> decode) throws NotTaken {
    var reception =
        intake.begin(id).orElseThrow(() -> new NotTaken("the house is not known yet", null));
    decode.accept(reception);
    try {
      health.took(reception.finish());
    } catch (NotBufferedException e) {
      throw new NotTaken(e.getMessage(), e);
    }
  }

  @Override
  public void found(List<FoundDevice> devices) {
    registrar.found(health, devices);
  }

  @Override
  public void overrun(long readings) {
    health.overrun(readings);
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
