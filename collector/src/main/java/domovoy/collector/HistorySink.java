package domovoy.collector;

import domovoy.core.InvalidInputException;
import domovoy.history.HistoryException;
import domovoy.history.HistoryWriter;
import domovoy.service.buffer.Batch;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes readings to the history. A batch that the store refuses is split until the bad line is
 * found; that one is set aside, the others are kept.
 */
final class HistorySink implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(HistorySink.class);

  private final HistoryWriter history;
  private final SetAside setAside;
  private final Refusals refusals;
  private final SinkMetrics metrics;
  private final InstantSource clock;

  HistorySink(
      HistoryWriter history,
      SetAside setAside,
      Refusals refusals,
      SinkMetrics metrics,
      InstantSource clock) {
    this.history = history;
    this.setAside = setAside;
    this.refusals = refusals;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "history";
  }

  @Override
  public void deliver(Batch batch) throws NotDelivered {
    var length = batch.records().stream().mapToInt(it -> it.length).sum();
    var all = new byte[length];
    var at = 0;
    for (var record : batch.records()) {
      System.arraycopy(record, 0, all, at, record.length);
      at += record.length;
    }
    try {
      history.write(all);
      metrics.delivered(name(), count(all));
    } catch (HistoryException.Refused e) {
      split(new String(all, StandardCharsets.UTF_8).lines().toList(), e);
    } catch (HistoryException e) {
      throw notDelivered(e);
    }
  }

  private static long count(byte[] lines) {
    var count = 0L;
    for (var character : lines) {
      if (character == '\n') {
        count++;
      }
    }
    return count;
  }

  private void write(List<String> lines) throws NotDelivered {
    if (lines.isEmpty()) {
      return;
    }
    try {
      history.write(lines);
      metrics.delivered(name(), lines.size());
    } catch (HistoryException.Refused e) {
      split(lines, e);
    } catch (HistoryException e) {
      throw notDelivered(e);
    }
  }

  private void split(List<String> lines, HistoryException.Refused e) throws NotDelivered {
    if (lines.size() == 1) {
      refuse(lines.getFirst(), e.getMessage());
      return;
    }
    var named =
        e.lines().stream()
            .collect(
                Collectors.toMap(
                    HistoryException.RefusedLine::number,
                    HistoryException.RefusedLine::reason,
                    (first, _) -> first));
    var rest = new ArrayList<String>();
    for (var index = 0; index < lines.size(); index++) {
      var reason = named.get(index + 1);
      if (reason == null) {
        rest.add(lines.get(index));
      } else {
        refuse(lines.get(index), reason);
      }
    }
    var middle = rest.size() / 2;
    write(rest.subList(0, middle));
    write(rest.subList(middle, rest.size()));
  }

  private void refuse(String line, String reason) {
    LOG.warn("the history refused a line, which is set aside: {}", reason);
    setAside.add(line, reason);
    refusals.add(
        new Refusal(
            clock.instant(),
            name(),
            1,
            RefusalCause.REFUSED_BY_HISTORY,
            List.of(new InvalidInputException.Fault("line", "a line the history takes", reason)),
            line));
  }

  private static NotDelivered notDelivered(HistoryException e) {
    return new NotDelivered(
        e instanceof HistoryException.Unauthorized ? "unauthorized" : "unavailable",
        e.getMessage(),
        e);
  }
}
