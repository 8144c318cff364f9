package domovoy.controller.control;

import domovoy.alerting.Effect;
import domovoy.controller.live.LiveEvent;
import domovoy.controller.live.LiveStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** The latest of what rules have told people. Added to by the loop's thread alone; read by any. */
final class Notices {
  /** How many are kept. */
  static final int MOST = 500;

  private final Journal journal;
  private final LiveStream live;
  private final Deque<Notice> all = new ArrayDeque<>();

  Notices(Journal journal, LiveStream live) {
    this.journal = journal;
    this.live = live;
  }

  synchronized void restore(Collection<Notice> kept) {
    kept.stream().sorted(Comparator.comparingLong(Notice::number)).forEach(all::addLast);
  }

  /** Newest first. */
  synchronized List<Notice> all() {
    return new ArrayList<>(all).reversed();
  }

  void add(Effect.Notify told, Instant now) {
    var notice = next(told, now);
    journal.keep(notice);
    live.publish(new LiveEvent("notice", notice));
  }

  private synchronized Notice next(Effect.Notify told, Instant now) {
    var number = all.isEmpty() ? 0 : all.getLast().number() + 1;
    var notice =
        new Notice(number, now, told.to(), told.severity(), told.text(), told.explanation());
    all.addLast(notice);
    if (all.size() > MOST) {
      all.removeFirst();
    }
    return notice;
  }
}
