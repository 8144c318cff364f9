package domovoy.edge;

import domovoy.service.signing.RefusalReport;
import domovoy.service.signing.SignedRequests;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Requests that were refused, until the controller has them in its audit. A flood of them is
 * counted, not kept.
 */
final class RefusalLog {
  private static final int MOST = 200;

  private final InstantSource clock;
  private final Deque<RefusalReport.Entry> entries = new ArrayDeque<>();
  private long position;
  private int told;
  private long dropped;
  private long droppedTold;

  RefusalLog(InstantSource clock) {
    this.clock = clock;
    this.position = clock.millis(); // another one after each start
  }

  synchronized void add(SignedRequests.Refusal refusal) {
    if (entries.size() == MOST) {
      dropped++;
      return;
    }
    entries.add(new RefusalReport.Entry(clock.instant(), refusal));
  }

  /**
   * Forgets what the controller has, and gives all others.
   *
   * @param kept the position of the report before; any other is taken as none
   */
  synchronized RefusalReport next(long kept) {
    if (kept == position) {
      for (; told > 0; told--) {
        entries.remove();
      }
      dropped -= droppedTold;
      droppedTold = 0;
    }
    told = entries.size();
    droppedTold = dropped;
    position++;
    return new RefusalReport(List.copyOf(entries), position, dropped);
  }
}
