package domovoy.edge.driver.arduino;

import domovoy.edge.driver.serial.Line;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/**
 * A board in this process, at the end of a line that loses, changes and invents bytes, and which
 * restarts in the middle of a frame now and then.
 */
final class NoisyBoard implements Line {
  static final int TEMPERATURE = 0;
  static final int RELAY = 1;
  private static final int READ_MILLIS = 1;

  final Set<Integer> told = new HashSet<>();
  final Set<Integer> accepted = new HashSet<>();
  private final Random random;
  private final double noise;
  private final FrameReader reader = new FrameReader(this::take);
  private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private int session;
  private int sequence;
  private int relay;
  private int temperature = 214;

  /**
   * @param noise how probable it is that a byte is harmed
   */
  NoisyBoard(long seed, double noise) {
    this.random = new Random(seed);
    this.noise = noise;
  }

  /** It measures another temperature and says so. */
  synchronized void measure() {
    temperature = random.nextInt(-400, 801);
    told.add(temperature);
    say(new Message.Sample(TEMPERATURE, Message.Sample.GOOD, temperature));
  }

  /** It starts anew in the middle of saying something. */
  synchronized void restart() {
    var line = new Message.Sample(TEMPERATURE, 0, temperature).inFrame(sequence, session).toLine();
    pending.write(line, 0, random.nextInt(line.length));
    session = 0;
    sequence = 0;
    say(new Message.Ready());
  }

  synchronized int relay() {
    return relay;
  }

  private void take(Frame frame) {
    switch (Message.of(frame).orElse(new Message.Ping())) {
      case Message.Hello _ -> {
        session = frame.session();
        sequence = 0;
        say(new Message.Welcome(Message.VERSION, 2, 0, "noisy"));
        say(
            new Message.Described(
                TEMPERATURE, 0, 0, -1, -400, 800, 0, "temperature", "temperature", "Cel"));
        say(new Message.Described(RELAY, 1, 1, 0, 0, 1, 0, "relay", "switch", "1"));
      }
      case Message.Set(var point, var value) when frame.session() == session -> {
        accepted.add(value);
        relay = point == RELAY ? value : relay;
        say(new Message.Ack(frame.sequence(), 0, relay));
      }
      case Message.Set _,
          Message.Ping _,
          Message.Ready _,
          Message.Welcome _,
          Message.Described _,
          Message.Sample _,
          Message.Ack _,
          Message.Alive _ -> {
        if (session != 0) {
          say(new Message.Alive(1, 0));
        }
      }
    }
  }

  private void say(Message message) {
    pending.writeBytes(harmed(message.inFrame(sequence++, session).toLine()));
  }

  private byte[] harmed(byte[] line) {
    var out = new ByteArrayOutputStream();
    for (var one : line) {
      if (random.nextDouble() >= noise) {
        out.write(one);
        continue;
      }
      switch (random.nextInt(3)) {
        case 0 -> out.write(one ^ 1 << random.nextInt(8));
        case 1 -> out.writeBytes(new byte[] {one, (byte) random.nextInt()});
        default -> {
          // lost
        }
      }
    }
    return out.toByteArray();
  }

  @Override
  public int read(byte[] into) {
    pause();
    synchronized (this) {
      var all = pending.toByteArray();
      var count = Math.min(into.length, all.length);
      System.arraycopy(all, 0, into, 0, count);
      pending.reset();
      pending.write(all, count, all.length - count);
      return count;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(READ_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void write(byte[] bytes) {
    var line = harmed(bytes);
    reader.read(line, line.length);
  }

  @Override
  public void close() {}
}
