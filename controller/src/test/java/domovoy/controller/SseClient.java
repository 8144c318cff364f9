package domovoy.controller;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Listens to the live stream as a browser does. */
final class SseClient implements AutoCloseable {
  private final Stream<String> lines;

  /** Each event as its name, a space, and its data. */
  final List<String> events = new CopyOnWriteArrayList<>();

  final List<String> comments = new CopyOnWriteArrayList<>();

  SseClient(Client client) throws Exception {
    var answer =
        client
            .http()
            .send(client.request("/api/v1/stream").build(), HttpResponse.BodyHandlers.ofLines());
    if (answer.statusCode() != 200) {
      throw new AssertionError("the stream answers " + answer.statusCode());
    }
    lines = answer.body();
    Thread.ofVirtual().start(this::read);
  }

  private void read() {
    var name = new StringBuilder();
    try {
      lines.forEach(
          it -> {
            if (it.startsWith(":")) {
              comments.add(it);
            } else if (it.startsWith("event:")) {
              name.setLength(0);
              name.append(it.substring(6).strip());
            } else if (it.startsWith("data:")) {
              events.add(name + " " + it.substring(5).strip());
            }
          });
    } catch (java.io.UncheckedIOException _) {
      // the controller or the test has closed the stream
    }
  }

  @Override
  public void close() {
    lines.close();
  }
}
