package domovoy.edge;

import domovoy.service.Health;
import domovoy.service.buffer.Batch;
import domovoy.service.buffer.BufferReader;
import domovoy.service.buffer.DiskBuffer;
import domovoy.service.buffer.NotBufferedException;
import domovoy.service.signing.CollectorAccess;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends readings to the collector as line protocol, through a buffer on disk: in the order in which
 * they came, with their own times, each at least once, whether or not the collector is there. Lines
 * that come together within a few milliseconds share one write to disk and one request.
 */
final class Uplink implements AutoCloseable {
  static final String READER = "collector";

  private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
  private static final Duration GATHER = Duration.ofMillis(5);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final Duration GOODBYE = Duration.ofSeconds(5);
  private static final int MOST_WAITING = 20_000;
  private static final int MOST_LINES = 2_000;
  private static final int MOST_BYTES = 512 << 10;
  private static final int LONGEST_EXCERPT = 300;

  private final DiskBuffer buffer;
  private final Supplier<Optional<CollectorAccess>> collector;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Backoff backoff = new Backoff(Duration.ofMillis(250), Duration.ofSeconds(30));
  private final Counter sent;
  private final Counter buffered;
  private final Counter lost;
  private final Thread keeper = Thread.ofVirtual().name("uplink-keep").unstarted(this::keep);
  private final Thread sender = Thread.ofVirtual().name("uplink-send").unstarted(this::send);
  private volatile Optional<String> full = Optional.empty();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean closed;
  private String trouble = "";

  /**
   * @param buffer with a reader {@link #READER}; not closed here
   * @param collector where readings go; empty until the node is paired
   */
  Uplink(
      DiskBuffer buffer,
      Supplier<Optional<CollectorAccess>> collector,
      Health health,
      CollectorRegistry metrics) {
    this.buffer = buffer;
    this.collector = collector;
    this.sent =
        Counter.build("domovoy_edge_readings_sent_total", "Readings taken by the collector")
            .register(metrics);
    this.buffered =
        Counter.build("domovoy_edge_readings_buffered_total", "Readings that are safe on disk")
            .register(metrics);
    this.lost =
        Counter.build(
                "domovoy_edge_readings_lost_total",
                "Readings lost: the buffer was full, or the collector refused them")
            .register(metrics);
    var bytes =
        new Gauge.Child() {
          @Override
          public double get() {
            return buffer.reader(READER).backlog();
          }
        };
    Gauge.build("domovoy_edge_buffer_bytes", "Bytes of readings that the collector has not taken")
        .create()
        .setChild(bytes)
        .register(metrics);
    health.check("buffer", () -> full);
  }

  void start() {
    keeper.start();
    sender.start();
  }

  /** Takes a line; it is on disk some milliseconds later. */
  void accept(String line) {
    if (!waiting.offer(line.getBytes(StandardCharsets.UTF_8))) {
      lost.inc(); // the disk is far behind
    }
  }

  private void keep() {
    var lines = new ArrayList<byte[]>();
    while (!closed || !waiting.isEmpty()) {
      try {
        var first = waiting.poll(1, TimeUnit.SECONDS);
        if (first == null) {
          continue;
        }
        lines.add(first);
        Thread.sleep(closed ? Duration.ZERO : GATHER);
      } catch (InterruptedException _) {
        // closing: what waits is still kept
      }
      waiting.drainTo(lines, MOST_LINES);
      if (!lines.isEmpty()) {
        append(lines);
      }
      lines.clear();
    }
  }

  private void append(List<byte[]> lines) {
    try {
      buffer.append(lines);
      buffered.inc(lines.size());
      full = Optional.empty();
    } catch (NotBufferedException e) {
      lost.inc(lines.size());
      if (full.isEmpty()) {
        LOG.error("readings are lost: {}", e.getMessage());
      }
      full = Optional.of(e.getMessage());
    }
  }

  private void send() {
    try {
      sendAll();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // what is not acknowledged is sent after the next start
    }
  }

  private void sendAll() throws InterruptedException {
    var reader = buffer.reader(READER);
    while (!closed) {
      try {
        var to = collector.get();
        if (to.isEmpty()) {
          pause(PAUSE);
          continue;
        }
        var batch = reader.read(MOST_LINES, MOST_BYTES, WAIT);
        if (!batch.isEmpty()) {
          send(reader, batch, to.get());
        }
      } catch (RuntimeException e) {
        LOG.error("readings cannot be sent", e);
        reader.rewind();
        pause(backoff.next());
      }
    }
  }

  private void send(BufferReader reader, Batch batch, CollectorAccess to)
      throws InterruptedException {
    try {
      var answer = http.send(request(batch, to), HttpResponse.BodyHandlers.ofString());
      var status = answer.statusCode();
      if (status / 100 == 2) {
        sent.inc(batch.records().size());
        done(reader, batch);
        return;
      }
      if (status == 400 || status == 422) {
        // the collector has kept the good lines; the others would be refused again
        LOG.error("the collector refused readings: {}", excerpt(answer.body()));
        lost.inc();
        done(reader, batch);
        return;
      }
      report("the collector at %s answers %d".formatted(to.url(), status));
    } catch (IOException e) {
      report("the collector at %s is not reached: %s".formatted(to.url(), e));
    }
    reader.rewind();
    pause(backoff.next());
  }

  private void done(BufferReader reader, Batch batch) {
    reader.acknowledge(batch.end());
    backoff.reset();
    if (!trouble.isEmpty()) {
      LOG.info("the collector takes readings again");
      trouble = "";
    }
  }

  private static HttpRequest request(Batch batch, CollectorAccess to) {
    var body = new ByteArrayOutputStream(1 << 14);
    for (var line : batch.records()) {
      body.writeBytes(line);
      body.write('\n');
    }
    var base = to.url().toString().replaceFirst("/$", "");
    var request =
        HttpRequest.newBuilder(URI.create(base + "/api/v2/write?precision=ns"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .timeout(ANSWER)
            .header("Content-Type", "text/plain; charset=utf-8");
    if (!to.token().isEmpty()) {
      request.header("Authorization", "Bearer " + to.token());
    }
    return request.build();
  }

  private void report(String what) {
    if (!trouble.equals(what)) {
      LOG.warn("{}; readings are kept on disk", what);
    }
    trouble = what;
  }

  private void pause(Duration duration) throws InterruptedException {
    closing.await(duration.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String excerpt(String text) {
    return text.length() <= LONGEST_EXCERPT ? text : text.substring(0, LONGEST_EXCERPT) + "…";
  }

  /** What was accepted before is on disk when this returns. */
  @Override
  public void close() {
    closed = true;
    closing.countDown();
    keeper.interrupt();
    http.shutdownNow(); // an interrupt would also close the buffer's files
    try {
      if (!keeper.join(GOODBYE) || !sender.join(GOODBYE)) {
        LOG.error("readings could not be written within {} s", GOODBYE.toSeconds());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
