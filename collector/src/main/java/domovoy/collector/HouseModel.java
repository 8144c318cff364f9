package domovoy.collector;

import domovoy.core.House;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.service.Bodies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The house as last known. It is asked for every 30 seconds, and at once, though not more than once
 * a second, when a reading names a point that is not known. A copy on disk lets the collector start
 * without the controller.
 */
final class HouseModel implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HouseModel.class);
  private static final Duration BETWEEN = Duration.ofSeconds(30);
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);
  private static final Duration JITTER = Duration.ofSeconds(3);

  private final HouseSource source;
  private final Path copy;
  private final Thread refresher;
  private volatile Optional<KnownPoints> known = Optional.empty();
  private volatile Optional<String> fault = Optional.empty();
  private long asked;

  /**
   * @param copy the file where the house is kept for the next start
   */
  HouseModel(HouseSource source, Path copy) {
    this.source = source;
    this.copy = copy;
    this.refresher = Thread.ofVirtual().name("house").unstarted(this::refreshForEver);
  }

  void start() {
    if (!refresh()) {
      readCopy();
    }
    refresher.start();
  }

  /** Empty as long as the house was never known. */
  Optional<KnownPoints> known() {
    return known;
  }

  /** What is wrong when the house is not known or its source does not answer. */
  Optional<String> fault() {
    return fault;
  }

  /**
   * Sees to it that the house is not older than a request that names an unknown point, which may
   * have been added a moment ago. The request waits, up to a second, rather than that the house is
   * asked for more often.
   *
   * @param arrival when the request came, by {@link System#nanoTime}
   */
  synchronized void refreshForUnknownPoint(long arrival) {
    if (asked - arrival >= 0) {
      return;
    }
    try {
      Thread.sleep(Duration.ofNanos(asked + AT_MOST_EVERY.toNanos() - System.nanoTime()));
      refresh();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for the house at once, as it is about to be changed or has been. */
  void refreshNow() {
    refresh();
  }

  private synchronized boolean refresh() {
    asked = System.nanoTime();
    try {
      var fresh = source.fetch();
      fault = Optional.empty();
      if (fresh.isPresent()) {
        known = Optional.of(new KnownPoints(fresh.get()));
        writeCopy(fresh.get());
      }
      return true;
    } catch (IOException | InvalidInputException e) {
      if (fault.isEmpty()) {
        LOG.warn("the house cannot be read: {}", reason(e));
      }
      fault = Optional.of("the house cannot be read: " + reason(e));
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void refreshForEver() {
    try {
      while (true) {
        Thread.sleep(BETWEEN.plusMillis(ThreadLocalRandom.current().nextLong(JITTER.toMillis())));
        refresh();
      }
    } catch (InterruptedException _) {
      // closed
    }
  }

  private void writeCopy(House house) {
    try {
      Files.createDirectories(copy.getParent());
      var fresh = Files.createTempFile(copy.getParent(), "house", ".tmp");
      Files.write(fresh, Bodies.bytes(house));
      Files.move(fresh, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.warn("the house cannot be kept for the next start: {}", e.toString());
    }
  }

  private void readCopy() {
    if (!Files.exists(copy)) {
      return;
    }
    try {
      known = Optional.of(new KnownPoints(Json.json().readValue(copy.toFile(), House.class)));
      LOG.info("starting with the house as it was last known");
    } catch (IOException e) {
      LOG.warn("the house as last known cannot be read: {}", e.toString());
    }
  }

  @Override
  public void close() {
    refresher.interrupt();
  }
}
