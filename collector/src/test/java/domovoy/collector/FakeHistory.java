package domovoy.collector;

import domovoy.history.HistoryException;
import domovoy.history.HistoryWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A history in memory that can be down and can dislike lines. */
final class FakeHistory implements HistoryWriter {
  private final List<String> lines = new ArrayList<>();
  private boolean isDown;
  private boolean namesLines = true;
  private Predicate<String> bad = _ -> false;
  private int refusedWrites;

  @Override
  public synchronized void write(byte[] body) throws HistoryException {
    if (isDown) {
      throw new HistoryException.Unavailable("the history is down", null);
    }
    var sent = new String(body, StandardCharsets.UTF_8).lines().toList();
    var refused = new ArrayList<HistoryException.RefusedLine>();
    for (var index = 0; index < sent.size(); index++) {
      if (bad.test(sent.get(index))) {
        refused.add(new HistoryException.RefusedLine(index + 1, "disliked"));
      }
    }
    if (!refused.isEmpty()) {
      refusedWrites++;
      throw new HistoryException.Refused("disliked", namesLines ? refused : List.of());
    }
    lines.addAll(sent);
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  synchronized void down(boolean down) {
    isDown = down;
  }

  synchronized void dislikes(Predicate<String> line, boolean named) {
    bad = line;
    namesLines = named;
  }

  synchronized int refusedWrites() {
    return refusedWrites;
  }
}
