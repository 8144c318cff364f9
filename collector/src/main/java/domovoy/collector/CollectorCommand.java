package domovoy.collector;

import domovoy.service.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;

/** Runs a collector by itself until it is told to stop. */
@CommandLine.Command(
    name = "collector",
    mixinStandardHelpOptions = true,
    description = {
      "Takes readings over HTTP, keeps them on disk and hands them on to the history and the"
          + " controller.",
      "Each key of the settings can be overridden by an environment variable: http.port by"
          + " DOMOVOY_COLLECTOR_HTTP_PORT."
    })
public final class CollectorCommand implements Callable<Integer> {
  @CommandLine.Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings (YAML); see docs/collector.md.")
  private Path config;

  @Override
  public Integer call() throws InterruptedException {
    var settings =
        Settings.load(
            CollectorSettings.class, "collector", Optional.ofNullable(config), System.getenv());
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .unstarted(
                    () -> {
                      stop.countDown();
                      await(stopped);
                    }));
    try (var collector = Collector.start(settings)) {
      System.out.println("collector at " + collector.uri());
      stop.await();
    } finally {
      stopped.countDown();
    }
    return 0;
  }

  /** The process must not end before the buffer is closed. */
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
