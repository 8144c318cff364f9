package domovoy.controller.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Makes changes durable before they are acknowledged. Changes that come while a commit is under way
 * share the next one. No commit falls into the middle of a change, so what is found after a crash
 * is always a state between two changes.
 */
final class GroupCommit {
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);
  private final ReentrantLock turn = new ReentrantLock(true);
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final Runnable commit;
  private final Runnable force;
  private long durable;

  /**
   * @param commit writes what was changed to the file
   * @param force makes the disk keep what was written to the file
   */
  GroupCommit(Runnable commit, Runnable force) {
    this.commit = commit;
    this.force = force;
  }

  /** Makes the change and returns its result once it is durable. */
  <T> T durably(Supplier<T> change) {
    T result;
    long mine;
    gate.readLock().lock();
    try {
      result = change.get();
      mine = changes.incrementAndGet();
    } finally {
      gate.readLock().unlock();
    }
    turn.lock();
    try {
      if (durable < mine) {
        durable = flush();
      }
    } finally {
      turn.unlock();
    }
    return result;
  }

  private long flush() {
    long covered;
    gate.writeLock().lock();
    try {
      covered = changes.get();
      commit.run();
    } finally {
      gate.writeLock().unlock();
    }
    force.run();
    commits.incrementAndGet();
    return covered;
  }

  /** How often the disk was asked to keep what was written. */
  long commits() {
    return commits.get();
  }
}
