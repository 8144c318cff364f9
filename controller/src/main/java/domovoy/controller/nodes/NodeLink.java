package domovoy.controller.nodes;

import domovoy.controller.control.Delivery;
import domovoy.core.Command;
import domovoy.core.CommandResult;
import domovoy.core.InvalidInputException;
import domovoy.core.Json;
import domovoy.core.PointId;
import domovoy.core.TraceId;
import domovoy.service.Bodies;
import domovoy.service.signing.SigningClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The line to one node: sends its commands one after another and asks every few seconds whether it
 * is there. Of several commands that wait for one point only the latest is sent, so the queue is
 * never longer than the node has points, and a node that was away is not told old news.
 */
final class NodeLink implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLink.class);

  /** How long a command may take, waiting and retries included. */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  static final Duration HEARTBEAT = Duration.ofSeconds(5);
  private static final Duration HEARTBEAT_DEADLINE = Duration.ofSeconds(3);
  private static final int MOST_ATTEMPTS = 3;
  private static final byte[] NOTHING = {};

  /** Who is told what the node says. Called from the link's own threads; must not block. */
  interface Listener {
    void delivered(Node node, Command command, Delivery delivery);

    void heard(Node node, byte[] points);

    void lost(Node node, String reason);
  }

  private record Waiting(Command command, Instant deadline) {}

  private final Node node;
  private final SigningClient client;
  private final InstantSource clock;
  private final Listener listener;
  private final NodeExchange exchange;
  private final LinkedHashMap<PointId, Waiting> waiting = new LinkedHashMap<>();
  private final Semaphore asked = new Semaphore(0);
  private final Thread sender;
  private final Thread heart;
  private boolean closed;

  NodeLink(
      Node node,
      SigningClient client,
      InstantSource clock,
      Listener listener,
      NodeExchange exchange) {
    this.node = node;
    this.client = client;
    this.clock = clock;
    this.listener = listener;
    this.exchange = exchange;
    sender = Thread.ofVirtual().name("commands-" + node.name()).unstarted(this::sendAll);
    heart = Thread.ofVirtual().name("heartbeat-" + node.name()).unstarted(this::beat);
  }

  void start() {
    sender.start();
    heart.start();
  }

  Node node() {
    return node;
  }

  /** Queues a command; the listener hears what came of it within {@link #DEADLINE}. */
  void send(Command command) {
    Waiting replaced;
    synchronized (waiting) {
      replaced =
          closed
              ? new Waiting(command, clock.instant())
              : waiting.put(command.point(), new Waiting(command, clock.instant().plus(DEADLINE)));
      waiting.notifyAll();
    }
    if (replaced != null) {
      listener.delivered(node, replaced.command(), new Delivery.Superseded());
    }
  }

  /** Asks the node at once instead of at the next beat. */
  void askNow() {
    asked.release();
  }

  @Override
  public void close() {
    List<Waiting> left;
    synchronized (waiting) {
      closed = true;
      left = List.copyOf(waiting.values());
      waiting.clear();
    }
    sender.interrupt();
    heart.interrupt();
    left.forEach(
        it ->
            listener.delivered(
                node, it.command(), new Delivery.Unreachable("the line was closed; try again")));
  }

  private void sendAll() {
    try {
      while (true) {
        var next = take();
        listener.delivered(node, next.command(), deliver(next));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Waiting take() throws InterruptedException {
    synchronized (waiting) {
      while (waiting.isEmpty()) {
        waiting.wait();
      }
      return waiting.pollFirstEntry().getValue();
    }
  }

  private Delivery deliver(Waiting item) throws InterruptedException {
    Delivery last = new Delivery.TimedOut("the node was busy with earlier commands");
    for (var attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      var left = Duration.between(clock.instant(), item.deadline());
      if (!left.isPositive()) {
        return last;
      }
      last = attempt(item.command(), left);
      if (!(last instanceof Delivery.Unreachable)) {
        return last;
      }
      if (attempt < MOST_ATTEMPTS) {
        Thread.sleep(ThreadLocalRandom.current().nextLong(100, 200L << attempt));
      }
    }
    return last;
  }

  private Delivery attempt(Command command, Duration deadline) throws InterruptedException {
    try {
      var answer =
          client.send(
              "POST",
              "/api/v1/commands",
              "application/json",
              Bodies.bytes(command),
              command.trace(),
              deadline);
      if (answer.statusCode() != 200) {
        return new Delivery.Answered(refusal(command, answer));
      }
      return new Delivery.Answered(Bodies.json(answer.body(), CommandResult.class));
    } catch (InvalidInputException e) {
      return new Delivery.Unreachable("it answered what is not understood: " + e.getMessage());
    } catch (HttpTimeoutException e) {
      listener.lost(node, explain(e));
      return e instanceof HttpConnectTimeoutException
          ? new Delivery.Unreachable(explain(e))
          : new Delivery.TimedOut(explain(e));
    } catch (IOException e) {
      listener.lost(node, explain(e));
      return new Delivery.Unreachable(explain(e));
    }
  }

  private static CommandResult refusal(Command command, HttpResponse<byte[]> answer) {
    return new CommandResult(
        command.id(),
        answer.statusCode() < 500 ? CommandResult.Stage.REFUSED : CommandResult.Stage.FAILED,
        "the node answered %d: %s".formatted(answer.statusCode(), detail(answer.body())),
        Optional.empty(),
        Optional.empty());
  }

  private static String detail(byte[] problem) {
    try {
      return Json.json().readTree(problem).path("detail").asText("no reason given");
    } catch (IOException _) {
      return "no reason given";
    }
  }

  private void beat() {
    try {
      while (true) {
        ask();
        var pause = HEARTBEAT.toMillis();
        var jittered = ThreadLocalRandom.current().nextLong(pause * 9 / 10, pause * 11 / 10);
        if (asked.tryAcquire(jittered, TimeUnit.MILLISECONDS)) {
          asked.drainPermits();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() throws InterruptedException {
    try {
      var answer =
          client.send(
              "GET",
              "/api/v1/points",
              "application/json",
              NOTHING,
              TraceId.random(),
              HEARTBEAT_DEADLINE);
      if (answer.statusCode() == 200) {
        listener.heard(node, answer.body());
        exchange();
      } else {
        listener.lost(
            node, "it answered %d: %s".formatted(answer.statusCode(), detail(answer.body())));
      }
    } catch (IOException e) {
      listener.lost(node, explain(e));
    }
  }

  /** A fault here, such as of the store, must not end the heartbeat. */
  private void exchange() throws IOException, InterruptedException {
    try {
      exchange.exchange(node.name(), client);
    } catch (RuntimeException e) {
      LOG.error("the exchange with node {} failed and is tried again", node.name(), e);
    }
  }

  private String explain(IOException e) {
    return switch (e) {
      case HttpTimeoutException _ ->
          "node %s: no answer from %s in time".formatted(node.name(), node.address());
      case ConnectException _ ->
          "node %s: nothing listens at %s; is the node on and the address right?"
              .formatted(node.name(), node.address());
      default -> "node %s: %s: %s".formatted(node.name(), node.address(), e.getMessage());
    };
  }
}
