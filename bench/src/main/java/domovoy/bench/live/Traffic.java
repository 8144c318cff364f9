package domovoy.bench.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends readings at a steady rate, room after room, and times the commands that follow. A reading
 * is timed from the moment at which it was due, so that a sender that is held up hides nothing.
 */
final class Traffic implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofSeconds(10);
  private static final long PAUSE = 100_000;

  private final Subject subject;
  private final Mqtt commands;
  private final boolean[] isHigh;

  /** When the reading that asks for a command was due; 0: no command is awaited. */
  private final AtomicLongArray awaited;

  private final AtomicInteger open = new AtomicInteger();
  private volatile Times times = new Times(0);

  /** What one run has measured, each in nanoseconds. */
  private static final class Times {
    private final long[] values;
    private final AtomicInteger count = new AtomicInteger();

    Times(int most) {
      values = new long[most];
    }

    void add(long value) {
      var place = count.getAndIncrement();
      if (place < values.length) {
        values[place] = value;
      }
    }

    long[] sorted() {
      var all = Arrays.copyOf(values, Math.min(count.get(), values.length));
      Arrays.sort(all);
      return all;
    }
  }

  Traffic(Subject subject, int rooms) {
    this.subject = subject;
    isHigh = new boolean[rooms + 1];
    awaited = new AtomicLongArray(rooms + 1);
    commands = Mqtt.connect(subject.broker().uri(), "commands");
    commands.subscribe(Topics.ALL_COMMANDS, this::arrived);
  }

  private void arrived(String topic, byte[] payload) {
    var now = System.nanoTime();
    var room = Topics.roomOfCommand(topic);
    var on = new String(payload, StandardCharsets.UTF_8).equals("on");
    var due = awaited.get(room);
    if (due != 0 && (due > 0) == on && awaited.compareAndSet(room, due, 0)) {
      open.decrementAndGet();
      times.add(now - Math.abs(due));
    }
  }

  /**
   * Loads the subject.
   *
   * @param rate readings in a second
   * @param crossing every so many readings of a room one crosses the threshold
   */
  Result run(int rate, int crossing, Duration length) {
    var rooms = isHigh.length - 1;
    var readings = Math.toIntExact(rate * length.toMillis() / 1000);
    times = new Times(readings);
    var measured = times;
    open.set(0);
    for (var room = 1; room <= rooms; room++) {
      awaited.set(room, 0);
    }
    var processor = subject.processor();
    var asked = 0;
    var overtaken = 0;
    var start = System.nanoTime();
    for (var number = 0; number < readings; number++) {
      var due = start + number * 1_000_000_000L / rate;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(PAUSE);
      }
      var room = 1 + number % rooms;
      if ((number / rooms + room) % crossing == 0) {
        isHigh[room] = !isHigh[room];
        asked++;
        if (awaited.getAndSet(room, isHigh[room] ? due : -due) == 0) {
          open.incrementAndGet();
        } else {
          overtaken++;
        }
      }
      subject.entrance().send(room, value(isHigh[room], number));
    }
    var took = System.nanoTime() - start;
    var deadline = System.nanoTime() + DRAIN.toNanos();
    while (open.get() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE);
    }
    return new Result(
        rate,
        readings * 1e9 / took,
        asked,
        overtaken + open.get(),
        measured.sorted(),
        subject.processor().minus(processor).toNanos() / (double) readings);
  }

  /** Changes with each reading, on its side of the threshold. */
  private static double value(boolean high, int number) {
    return Topics.THRESHOLD + (high ? 10 : -30) + number % 200 / 10.0;
  }

  @Override
  public void close() {
    commands.close();
  }
}
