package domovoy.service;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A program that runs until it is told to stop (Ctrl-C, a service manager), and then stops well.
 */
public final class RunningProgram {
  private static final Logger LOG = LoggerFactory.getLogger(RunningProgram.class);

  private RunningProgram() {}

  /**
   * Waits until the process is told to stop, closes the program, and lets the process end only
   * then.
   */
  public static void await(AutoCloseable program) throws InterruptedException {
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      try {
                        program.close();
                      } catch (Exception e) {
                        LOG.error("it did not stop well", e);
                      } finally {
                        stopped.countDown();
                      }
                    }));
    stopped.await();
  }
}
