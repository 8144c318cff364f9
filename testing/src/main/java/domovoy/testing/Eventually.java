package domovoy.testing;

import java.time.Duration;

/** Waits for what another thread or process will make true. */
public final class Eventually {
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** An assertion that may fail for now. */
  @FunctionalInterface
  public interface Assertion {
    void check() throws Exception;
  }

  private Eventually() {}

  /** Repeats the assertion until it holds; at the deadline its last failure is the test's. */
  public static void within(Duration deadline, Assertion assertion) {
    var end = System.nanoTime() + deadline.toNanos();
    while (true) {
      try {
        assertion.check();
        return;
      } catch (Exception | AssertionError e) {
        if (System.nanoTime() > end) {
          throw new AssertionError("not within %s: %s".formatted(deadline, e.getMessage()), e);
        }
        try {
          Thread.sleep(PAUSE);
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted", interrupted);
        }
      }
    }
  }
}
