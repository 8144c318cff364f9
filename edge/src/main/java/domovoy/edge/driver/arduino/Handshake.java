package domovoy.edge.driver.arduino;

import domovoy.edge.driver.serial.Line;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** How a session begins: the host greets until the board has said what it has. */
final class Handshake {
  private static final Duration GREETING = Duration.ofMillis(500);
  private static final Duration DESCRIPTION = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST_SESSION = 0xFFFF;

  /**
   * A board that takes part.
   *
   * @param points what it has, by its numbers
   */
  record Introduced(
      Conversation conversation,
      Message.Welcome welcome,
      TreeMap<Integer, Message.Described> points) {}

  private final Line line;
  private final Duration silence;
  private final RandomGenerator random;

  Handshake(Line line, Duration silence, RandomGenerator random) {
    this.line = line;
    this.silence = silence;
    this.random = random;
  }

  /**
   * Greets until the board has introduced itself.
   *
   * @throws IOException when it does not within 10 s, or speaks another version
   */
  Introduced introduce() throws IOException, InterruptedException {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var introduced = session(end);
      if (introduced.isPresent()) {
        return introduced.get();
      }
    }
    throw new IOException(
        "no board answers: is it the right port, and does the board speak at that rate?");
  }

  private Optional<Introduced> session(long end) throws IOException, InterruptedException {
    var conversation = new Conversation(line, random.nextInt(1, LARGEST_SESSION + 1));
    var points = new TreeMap<Integer, Message.Described>();
    Optional<Message.Welcome> welcome = Optional.empty();
    var greet = System.nanoTime();
    var limit = end;
    while (System.nanoTime() < limit) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (welcome.isEmpty() && System.nanoTime() >= greet) {
        conversation.send(new Message.Hello(Message.VERSION, (int) silence.toMillis()));
        greet = System.nanoTime() + GREETING.toNanos();
      }
      switch (conversation.next().map(Conversation.Heard::message).orElse(new Message.Ready())) {
        case Message.Welcome it -> {
          if (it.version() != Message.VERSION) {
            throw new IOException(
                "the board speaks version %d of the protocol, not %d; flash its firmware"
                    .formatted(it.version(), Message.VERSION));
          }
          welcome = Optional.of(it);
          limit = System.nanoTime() + DESCRIPTION.toNanos();
        }
        case Message.Described it -> points.put(it.point(), it);
        case Message.Ready _,
            Message.Sample _,
            Message.Ack _,
            Message.Alive _,
            Message.Hello _,
            Message.Ping _,
            Message.Set _ -> {
          // nothing that introduces it
        }
      }
      if (welcome.isPresent() && points.size() == welcome.get().points()) {
        return Optional.of(new Introduced(conversation, welcome.get(), points));
      }
    }
    return Optional.empty(); // a description was lost
  }
}
