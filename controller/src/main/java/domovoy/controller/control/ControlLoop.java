package domovoy.controller.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread in which everything is decided. What it is told waits in a bounded queue; when
 * that is full, the sender is told so instead of the house growing slow unseen.
 */
final class ControlLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
  private static final int LONGEST_QUEUE = 10_000;

  /** The clock may jump, so that no pause is trusted for longer. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** How long a sender that must not be refused is kept waiting. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Control control;
  private final InstantSource clock;
  private final BlockingQueue<Input> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
  private final Queue<Input> own = new ArrayDeque<>();
  private final Thread thread;
  private volatile boolean open = true;

  ControlLoop(Control control, InstantSource clock) {
    this.control = control;
    this.clock = clock;
    thread = Thread.ofPlatform().name("control").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Tells the loop; false when it cannot take more now. */
  boolean offer(Input input) {
    return open && queue.offer(input);
  }

  /** Tells the loop what it has to know, waiting for its turn. From the loop's own thread too. */
  void tell(Input input) {
    if (Thread.currentThread() == thread) {
      own.add(input);
      return;
    }
    try {
      if (open && !queue.offer(input, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.error("the control loop takes nothing more; {} is lost", input.getClass());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  int waiting() {
    return queue.size();
  }

  boolean isAlive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    open = false;
    thread.interrupt();
    try {
      thread.join(LONGEST_WAIT);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (open) {
      try {
        var input = Optional.ofNullable(own.poll()).or(this::await);
        var now = clock.instant();
        input.ifPresent(it -> handle(it, now));
        control.timePassed(now);
      } catch (RuntimeException e) {
        LOG.error("the control loop failed on one input and goes on", e);
      }
    }
  }

  private void handle(Input input, Instant now) {
    try {
      control.handle(input, now);
    } catch (RuntimeException e) {
      LOG.error("the control loop failed on {} and goes on", input.getClass().getSimpleName(), e);
    }
  }

  private Optional<Input> await() {
    var pause =
        control
            .deadline()
            .map(it -> Duration.between(clock.instant(), it))
            .filter(it -> it.compareTo(LONGEST_PAUSE) < 0)
            .orElse(LONGEST_PAUSE);
    try {
      return Optional.ofNullable(
          queue.poll(Math.max(0, pause.toMillis() + 1), TimeUnit.MILLISECONDS));
    } catch (InterruptedException _) {
      return Optional.empty(); // the loop is being closed
    }
  }
}
