package domovoy.collector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import domovoy.service.buffer.Batch;
import domovoy.service.buffer.DiskBuffer;
import domovoy.testing.Eventually;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path directory;

  /** Fails as often as it is told, in the way it is told, and then takes everything. */
  private static final class Flaky implements Sink {
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures;
    private final boolean byFault;

    Flaky(int failures, boolean byFault) {
      this.failures = new AtomicInteger(failures);
      this.byFault = byFault;
    }

    @Override
    public String name() {
      return "flaky";
    }

    @Override
    public void deliver(Batch batch) throws NotDelivered {
      if (failures.getAndDecrement() > 0) {
        if (byFault) {
          throw new IllegalStateException("broken");
        }
        throw new NotDelivered("unavailable", "away", null);
      }
      batch.records().forEach(it -> taken.add(new String(it, UTF_8)));
    }
  }

  private static void everythingArrivesAfter(Flaky sink, DiskBuffer buffer) {
    var reader = buffer.reader("flaky");
    var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(10));
    try (var delivery =
        new Delivery(reader, sink, backoff, new SinkMetrics(new CollectorRegistry()))) {
      delivery.start();
      Eventually.within(SOON, () -> assertThat(sink.taken).containsExactly("one", "two"));
      Eventually.within(SOON, () -> assertThat(reader.backlog()).isZero());
      Eventually.within(SOON, () -> assertThat(delivery.fault()).isEmpty());
    }
  }

  @Test
  void aNeighbourThatWasAwayGetsEverythingInOrderOnce() {
    try (var buffer = DiskBuffer.open(directory, 1 << 20, List.of("flaky"))) {
      buffer.append(List.of("one".getBytes(UTF_8), "two".getBytes(UTF_8)));
      everythingArrivesAfter(new Flaky(5, false), buffer);
    }
  }

  @Test
  void aSinkThatFailsInAnUnexpectedWayGoesOnAsWell() {
    try (var buffer = DiskBuffer.open(directory, 1 << 20, List.of("flaky"))) {
      buffer.append(List.of("one".getBytes(UTF_8), "two".getBytes(UTF_8)));
      everythingArrivesAfter(new Flaky(5, true), buffer);
    }
  }

  @Test
  void whatTricklesInDuringARestGoesTogether() {
    var batches = new CopyOnWriteArrayList<Integer>();
    try (var buffer = DiskBuffer.open(directory, 1 << 20, List.of("slow"))) {
      var sink =
          new Sink() {
            @Override
            public String name() {
              return "slow";
            }

            @Override
            public void deliver(Batch batch) {
              batches.add(batch.records().size());
            }
          };
      var backoff = new Backoff(Duration.ofMillis(1), Duration.ofMillis(10));
      var metrics = new SinkMetrics(new CollectorRegistry());
      var rest = Duration.ofSeconds(5);
      try (var delivery = new Delivery(buffer.reader("slow"), sink, backoff, metrics, rest)) {
        delivery.start();
        buffer.append(List.of("first".getBytes(UTF_8)));
        Eventually.within(SOON, () -> assertThat(batches).containsExactly(1));
        for (var number = 0; number < 10; number++) {
          buffer.append(List.of("later".getBytes(UTF_8)));
        }
        Eventually.within(SOON, () -> assertThat(batches).containsExactly(1, 10));
      }
    }
  }

  @Test
  void pausesGrowUpToTheCeilingAndAreNeverTheSameForAll() {
    var backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
    var ceiling = 100L;
    for (var failure = 0; failure < 50; failure++) {
      assertThat(backoff.next().toMillis()).isBetween(ceiling / 2, ceiling);
      ceiling = Math.min(10_000, ceiling * 2);
    }
    backoff.reset();
    assertThat(backoff.next().toMillis()).isBetween(50L, 100L);
  }
}
