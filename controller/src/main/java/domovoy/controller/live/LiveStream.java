package domovoy.controller.live;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Hands each event to every listener. A listener that does not keep up is dropped and has to begin
 * anew: it can hold up neither the house nor the other listeners.
 */
public final class LiveStream implements AutoCloseable {
  /** Most listeners at a time. */
  public static final int MOST_LISTENERS = 200;

  private static final int LONGEST_QUEUE = 1_000;

  private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();

  /** One listener's events that wait to be sent. Used by one thread. */
  public final class Subscription implements AutoCloseable {
    private final BlockingQueue<LiveEvent> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Thread owner = Thread.currentThread();
    private volatile boolean open = true;

    private Subscription() {}

    /** Whether it still is listened to; false once it fell behind. */
    public boolean isOpen() {
      return open;
    }

    /** The next event, waiting for it at most that long. */
    public Optional<LiveEvent> next(long seconds) throws InterruptedException {
      return Optional.ofNullable(queue.poll(seconds, TimeUnit.SECONDS));
    }

    private void offer(LiveEvent event) {
      if (!queue.offer(event)) {
        drop();
      }
    }

    private void drop() {
      close();
      owner.interrupt(); // it may hang in a write to a client that reads no more
    }

    @Override
    public void close() {
      open = false;
      subscriptions.remove(this);
    }
  }

  /** Begins to listen; empty when there are {@value #MOST_LISTENERS} already. */
  public Optional<Subscription> subscribe() {
    if (subscriptions.size() >= MOST_LISTENERS) {
      return Optional.empty();
    }
    var subscription = new Subscription();
    subscriptions.add(subscription);
    return Optional.of(subscription);
  }

  /** Tells everyone. Never blocks. */
  public void publish(LiveEvent event) {
    subscriptions.forEach(it -> it.offer(event));
  }

  /** Drops every listener. */
  @Override
  public void close() {
    subscriptions.forEach(Subscription::drop);
  }

  public int listeners() {
    return subscriptions.size();
  }
}
