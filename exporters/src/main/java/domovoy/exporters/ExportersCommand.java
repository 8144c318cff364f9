package domovoy.exporters;

import domovoy.service.RunningProgram;
import domovoy.service.Settings;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs the exporters by themselves until they are told to stop. */
@CommandLine.Command(
    name = "exporters",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the house and Domovoy's own figures to Prometheus at /metrics.",
      "Each key of the settings can be overridden by an environment variable: controller.url by"
          + " DOMOVOY_EXPORTERS_CONTROLLER_URL."
    })
public final class ExportersCommand implements Callable<Integer> {
  @CommandLine.Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings (YAML): http, controller (url, token-file), parts (name: url).")
  private Path config;

  @Override
  public Integer call() throws InterruptedException {
    var settings =
        Settings.load(
            ExportersSettings.class, "exporters", Optional.ofNullable(config), System.getenv());
    var exporters = Exporters.start(settings, InstantSource.system());
    System.out.println("exporters at " + exporters.uri());
    RunningProgram.await(exporters);
    return 0;
  }
}
