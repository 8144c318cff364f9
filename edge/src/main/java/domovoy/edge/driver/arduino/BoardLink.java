package domovoy.edge.driver.arduino;

import domovoy.core.PointId;
import domovoy.core.Quality;
import domovoy.core.Reading;
import domovoy.core.Value;
import domovoy.edge.driver.serial.Line;
import domovoy.edge.spi.Link;
import domovoy.edge.spi.Listener;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A board that has introduced itself: takes its readings, tells it what to do, and that we live.
 */
final class BoardLink implements Link {
  private static final Duration PING = Duration.ofSeconds(1);
  private static final Duration SILENT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofMillis(300);
  private static final int TRIES = 3;
  private static final String[] REFUSALS = {
    "", "the board has no such output", "the board says that the value is out of range"
  };

  private final Line line;
  private final Conversation conversation;
  private final Map<Integer, BoardPoint> byNumber;
  private final Map<PointId, Integer> numbers = new HashMap<>();
  private final Listener listener;
  private final InstantSource clock;
  private final Map<Integer, CompletableFuture<Message.Ack>> asked = new ConcurrentHashMap<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Thread reader = Thread.ofPlatform().daemon().name("board").unstarted(this::read);
  private volatile boolean closed;
  private volatile long heard = System.nanoTime();

  BoardLink(
      Line line,
      Conversation conversation,
      Map<Integer, BoardPoint> points,
      Listener listener,
      InstantSource clock) {
    this.line = line;
    this.conversation = conversation;
    this.byNumber = Map.copyOf(points);
    points.forEach((number, it) -> numbers.put(it.point().id(), number));
    this.listener = listener;
    this.clock = clock;
  }

  /** Begins to listen. */
  void start() {
    reader.start();
  }

  private void read() {
    try {
      while (!closed) {
        var next = conversation.next();
        if (next.isPresent()) {
          take(next.get());
        }
      }
    } catch (IOException | RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  private void take(Conversation.Heard said) throws IOException {
    if (said.message() instanceof Message.Ready) {
      throw new IOException("the board has restarted, or did not hear us");
    }
    if (said.session() == 0) {
      return; // noise, or from before our session
    }
    heard = System.nanoTime();
    switch (said.message()) {
      case Message.Sample sample -> take(sample);
      case Message.Ack ack -> {
        var question = asked.remove(ack.sequence());
        if (question != null) {
          question.complete(ack);
        }
      }
      case Message.Alive _,
          Message.Welcome _,
          Message.Described _,
          Message.Ready _,
          Message.Hello _,
          Message.Ping _,
          Message.Set _ -> {
        // nothing to do
      }
    }
  }

  private void take(Message.Sample sample) {
    var point = byNumber.get(sample.point());
    if (point == null || !point.accepts(sample.value())) {
      return; // such a frame is damaged, whatever its checksum says
    }
    switch (sample.quality()) {
      case Message.Sample.GOOD -> tell(point, sample, Quality.GOOD);
      case Message.Sample.MISSING -> tell(point, sample, Quality.MISSING);
      default -> {
        // as above
      }
    }
  }

  private void tell(BoardPoint point, Message.Sample sample, Quality quality) {
    listener.reading(
        new Reading(point.point().id(), point.value(sample.value()), clock.instant(), quality));
  }

  @Override
  public Value set(PointId id, Value value) throws IOException, InterruptedException {
    var number = numbers.get(id);
    var point = byNumber.get(number);
    var message = new Message.Set(number, point.raw(value));
    var answer = new CompletableFuture<Message.Ack>();
    var sequence = send(message, answer);
    try {
      for (var attempt = 1; attempt <= TRIES; attempt++) {
        if (attempt > 1) {
          conversation.resend(message, sequence);
        }
        try {
          return taken(point, answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
          // the question or the answer was lost
        }
      }
      throw new IOException("the board does not answer");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      asked.remove(sequence);
    }
  }

  /** The question is known before the answer can come. */
  private int send(Message.Set message, CompletableFuture<Message.Ack> answer) throws IOException {
    synchronized (conversation) {
      var sequence = conversation.nextSequence();
      asked.put(sequence, answer);
      return conversation.send(message);
    }
  }

  private static Value taken(BoardPoint point, Message.Ack ack) throws IOException {
    if (ack.status() == 0) {
      return point.value(ack.value());
    }
    throw new IOException(
        ack.status() < REFUSALS.length ? REFUSALS[ack.status()] : "the board could not");
  }

  @Override
  public void run() throws IOException, InterruptedException {
    while (true) {
      conversation.send(new Message.Ping());
      try {
        end.get(PING.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException _) {
        // all is well so far
      } catch (ExecutionException e) {
        throw new IOException(e.getCause().getMessage(), e.getCause());
      }
      if (System.nanoTime() - heard > SILENT.toNanos()) {
        throw new IOException("the board is silent");
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      reader.join(SILENT.toMillis()); // it reads no longer than a moment
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    line.close();
  }
}
