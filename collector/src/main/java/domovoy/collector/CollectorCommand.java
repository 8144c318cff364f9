package domovoy.collector;

import domovoy.service.RunningProgram;
import domovoy.service.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
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
    var collector = Collector.start(settings);
    System.out.println("collector at " + collector.uri());
    RunningProgram.await(collector);
    return 0;
  }
}
