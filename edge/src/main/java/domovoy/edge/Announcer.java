package domovoy.edge;

import domovoy.core.TraceId;
import domovoy.service.Bodies;
import domovoy.service.signing.NodeAnnouncement;
import domovoy.service.signing.NodeKey;
import domovoy.service.signing.SigningClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the controller where the node is and what it has: at start, after every change, and from
 * time to time in case the controller has forgotten. Tries until it is heard.
 */
final class Announcer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
  private static final Duration SETTLE = Duration.ofMillis(200);
  private static final Duration UNPAIRED = Duration.ofSeconds(2);
  private static final Duration REPEAT = Duration.ofMinutes(10);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** What is to be told to whom; there is nothing to tell until the node is paired. */
  record Message(URI controller, NodeKey key, NodeAnnouncement announcement) {}

  private final Supplier<Optional<Message>> message;
  private final InstantSource clock;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final Semaphore changes = new Semaphore(0);
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private final Thread thread = Thread.ofVirtual().name("announcer").unstarted(this::run);
  private volatile boolean closed;
  private String trouble = "";

  Announcer(Supplier<Optional<Message>> message, InstantSource clock) {
    this.message = message;
    this.clock = clock;
  }

  void start() {
    thread.start();
  }

  /** Something is other than was announced. */
  void changed() {
    changes.release();
  }

  private void run() {
    try {
      while (!closed) {
        Thread.sleep(SETTLE); // changes come together
        changes.drainPermits();
        changes.tryAcquire(announce().toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException _) {
      // closing
    }
  }

  /** Returns how long to wait before the next time. */
  private Duration announce() throws InterruptedException {
    try {
      var current = message.get();
      if (current.isEmpty()) {
        return UNPAIRED;
      }
      var status = send(current.get());
      if (status / 100 == 2) {
        backoff.reset();
        report("");
        return REPEAT;
      }
      report("the controller answers %d to the announcement".formatted(status));
    } catch (IOException e) {
      report("the controller is not reached: " + e);
    } catch (RuntimeException e) {
      report("the announcement failed: " + e.getMessage());
    }
    return backoff.next();
  }

  private int send(Message current) throws IOException, InterruptedException {
    return new SigningClient(http, current.controller(), current.key(), clock)
        .send(
            "PUT",
            "/api/v1/nodes/" + current.key().id(),
            "application/json",
            Bodies.bytes(current.announcement()),
            TraceId.random(),
            ANSWER)
        .statusCode();
  }

  private void report(String what) {
    if (what.equals(trouble)) {
      return;
    }
    trouble = what;
    if (what.isEmpty()) {
      LOG.info("the controller knows this node");
    } else {
      LOG.warn("{}; trying again", what);
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    http.shutdownNow();
  }
}
